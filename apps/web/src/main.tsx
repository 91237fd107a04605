import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { serverUrl } from './data/client.ts';
import { takeTokenFromLink } from './session/session.ts';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
takeTokenFromLink(new URL(serverUrl).pathname);
createRoot(root).render(<App />);
