import type { DependencyList } from '@sprintforge/protocol';
import { useText } from '../../text/use-text.ts';
import { rowHeight } from './chart.tsx';
import { useChartStyles } from './chart-styles.ts';
import type { Bar } from './scale.ts';

interface Place {
  readonly row: number;
  readonly bar: Bar | null;
}

/** More lines at once than this tell nothing any more. */
const most = 400;

/** Dependencies of which an end is in sight, from the side of the bar that the type names to the other's. */
export function Links(props: {
  readonly edges: DependencyList['dependencies'];
  readonly places: ReadonlyMap<string, Place>;
  readonly first: number;
  readonly last: number;
  readonly width: number;
  readonly height: number;
}) {
  const styles = useChartStyles();
  const { dir } = useText();
  const { places, first, last, width, height } = props;
  const inSight = ({ row }: Place) => row >= first && row <= last;
  const lines: string[] = [];
  for (const { predecessor, successor, type } of props.edges) {
    const [from, to] = [places.get(predecessor), places.get(successor)];
    if (!from?.bar || !to?.bar || !(inSight(from) || inSight(to)) || lines.length >= most) continue;
    const x = from.bar.from + (type.startsWith('F') ? from.bar.width : 0);
    const end = to.bar.from + (type.endsWith('F') ? to.bar.width : 0);
    const [y, down] = [from.row * rowHeight + rowHeight / 2, to.row * rowHeight + rowHeight / 2];
    const turn = x + 6;
    const sign = down >= y ? -1 : 1;
    lines.push(`M${x} ${y}H${turn}V${down + sign * 12}H${end - 6}V${down}H${end}`);
  }
  const mirror = dir === 'rtl' ? { transform: 'scaleX(-1)' } : {};
  return (
    <svg className={styles.links} width={width} height={height} style={mirror} aria-hidden="true">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names of their own
        <path key={at} d={line} />
      ))}
    </svg>
  );
}
