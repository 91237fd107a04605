import { describe, expect, it } from 'vitest';
import { parseInterval } from '../src/commands/watch.ts';
import { serviceUnit } from '../src/watch/service-unit.ts';
import { isPlan, planOf } from '../src/watch/watch-loop.ts';

describe('what is watched', () => {
  it.each([
    ['Plan.xlsx', true],
    ['Plan.XLSM', true],
    ['Plan.merged.xlsx', false],
    ['~$Plan.xlsx', false],
    ['.~lock.Plan.xlsx#', false],
    ['lu123abc.tmp', false],
    ['.Plan.xlsx.1a2b3c4d.tmp', false],
    ['Plan.xls', false],
    ['Plan.xlsx.bak', false],
  ])('%s: %s', (name, expected) => expect(isPlan(name)).toBe(expected));

  it.each([
    ['~$Plan.xlsx', 'Plan.xlsx'],
    ['.~lock.Plan.xlsx#', 'Plan.xlsx'],
    ['Plan.xlsx', 'Plan.xlsx'],
  ])('%s speaks of %s', (name, plan) => expect(planOf(name)).toBe(plan));

  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
  ])('every %s', (text, ms) => expect(parseInterval(text)).toBe(ms));
  it.each(['', '0s', '5', '1d', '1.5h'])('%j is no interval', (text) => {
    expect(() => parseInterval(text)).toThrow(/is not an interval/);
  });
});

describe('the service', () => {
  it('runs the command with its paths as they are, whatever they hold', () => {
    const odd = '/home/ann/50% "done"/$HOME plans\\x';
    const { name, text } = serviceUnit(['/opt/node', '/opt/main.ts'], [odd, '/srv/B.xlsx'], '15m', 'https://a.example');
    expect(name).toMatch(/^sprintforge-watch-[\w.-]+\.service$/);
    expect(text).toContain(
      'ExecStart="/opt/node" "/opt/main.ts" "watch" "/home/ann/50%% \\"done\\"/$$HOME plans\\\\x" "/srv/B.xlsx" "--every" "15m"\n',
    );
    expect(text).toContain('Environment="SPRINTFORGE_URL=https://a.example"\n');
  });
});
