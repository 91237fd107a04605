import { expect, test } from 'vitest';
import { browserName } from '../src/pages/account/browser-name.ts';

const mozilla = 'Mozilla/5.0';
const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  [`${mozilla} (Windows NT 10.0; Win64; x64) ${webKit} Chrome/156.0 Safari/537.36 Edg/156.0`, 'Edge, Windows'],
  [`${mozilla} (Windows NT 10.0; Win64; x64) ${webKit} Chrome/156.0 Safari/537.36`, 'Chrome, Windows'],
  [`${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/19 Safari/605`, 'Safari, macOS'],
  [`${mozilla} (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 CriOS/156 Safari/605`, 'Chrome, iPhone'],
  [`${mozilla} (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0`, 'Firefox, Linux'],
  [
    `${mozilla} (Linux; Android 16) ${webKit} SamsungBrowser/29 Chrome/140 Mobile Safari/537`,
    'Samsung Internet, Android',
  ],
  ['curl/8.5', 'curl/8.5'],
])('%s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
