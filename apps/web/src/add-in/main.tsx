import { createRoot } from 'react-dom/client';
import { AddIn } from './add-in.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('add-in.html has no #app');
await Office.onReady();
createRoot(root).render(<AddIn />);
