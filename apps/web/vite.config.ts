import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev -w @sprintforge/web` serves the sources with a running `npm start` behind them. */
const server = 'http://localhost:8000';

export default defineConfig({
  // relative: the server's <base> says where the application lives
  base: './',
  plugins: [react()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    // the pages of the application, and the task pane of the Excel add-in
    rollupOptions: { input: ['index.html', 'add-in.html'] },
  },
  server: { proxy: { '/api': server, '/ready': server } },
});
