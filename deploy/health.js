/** The container's health: exit code 0 when the server beside it can serve, 1 when it cannot or does not answer. */
import http from 'node:http';
import https from 'node:https';

const { PORT = '8000', TLS_CERT } = process.env;
// it is this container that answers: whom the certificate names does not matter here
const request = (TLS_CERT ? https : http).get(
  { host: '127.0.0.1', port: PORT, path: '/ready', rejectUnauthorized: false, timeout: 4000 },
  async (answer) => {
    process.exitCode = answer.statusCode === 200 ? 0 : 1;
    for await (const piece of answer) if (process.exitCode === 1) process.stderr.write(piece);
  },
);
request.on('timeout', () => request.destroy(new Error('no answer within 4 seconds')));
request.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
