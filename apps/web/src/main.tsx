import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { takeTokenFromLink } from './session/session.ts';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
takeTokenFromLink();
createRoot(root).render(<App />);
