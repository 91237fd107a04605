/** A directed link; what it stands for is the caller's. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/**
 * The links that lie on a cycle, each with the number of its strongly connected component (numbers have no meaning but
 * equality). Tarjan's algorithm with its own stack: linear, and no depth of a plan can overflow it.
 */
export function cyclicLinks<L extends Link>(links: readonly L[]): Map<L, number> {
  const { heads, targets, starts, count } = adjacency(links);
  const component = components(count, starts, targets);
  const cyclic = new Map<L, number>();
  links.forEach((link, index) => {
    const [from, to] = heads[index]!;
    if (component[from] === component[to]) cyclic.set(link, component[from]!);
  });
  return cyclic;
}

/** Can `to` be reached from `from`, in one step or more? */
export function reaches(links: Iterable<Link>, from: string, to: string): boolean {
  const next = new Map<string, string[]>();
  for (const link of links) {
    const targets = next.get(link.from);
    if (targets) targets.push(link.to);
    else next.set(link.from, [link.to]);
  }
  const seen = new Set<string>();
  const waiting = [from];
  while (waiting.length > 0) {
    for (const target of next.get(waiting.pop()!) ?? []) {
      if (target === to) return true;
      if (!seen.has(target)) {
        seen.add(target);
        waiting.push(target);
      }
    }
  }
  return false;
}

interface Adjacency {
  readonly count: number;
  /** For each link the numbers of its two nodes. */
  readonly heads: readonly (readonly [number, number])[];
  /** Targets of node n: `targets[starts[n]] … targets[starts[n + 1] - 1]`. */
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

function adjacency(links: readonly Link[]): Adjacency {
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  };
  const heads = links.map((link) => [numberOf(link.from), numberOf(link.to)] as const);
  const count = numbers.size;
  const starts = new Int32Array(count + 1);
  for (const [from] of heads) starts[from + 1]! += 1;
  for (let node = 0; node < count; node += 1) starts[node + 1]! += starts[node]!;
  const fill = starts.slice();
  const targets = new Int32Array(links.length);
  for (const [from, to] of heads) {
    targets[fill[from]!] = to;
    fill[from]! += 1;
  }
  return { count, heads, starts, targets };
}

/** Component number of every node. */
function components(count: number, starts: Int32Array, targets: Int32Array): Int32Array {
  const found = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const component = new Int32Array(count).fill(-1);
  const next = starts.slice();
  const open: number[] = [];
  let [clock, components] = [0, 0];
  const close = (root: number): void => {
    let node: number;
    do {
      node = open.pop()!;
      component[node] = components;
    } while (node !== root);
    components += 1;
  };
  const enter = (node: number, path: number[]): void => {
    found[node] = low[node] = clock++;
    open.push(node);
    path.push(node);
  };
  for (let root = 0; root < count; root += 1) {
    if (found[root]! >= 0) continue;
    const path: number[] = [];
    enter(root, path);
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      if (next[node]! < starts[node + 1]!) {
        const target = targets[next[node]!]!;
        next[node]! += 1;
        if (found[target]! < 0) enter(target, path);
        else if (component[target]! < 0) low[node] = Math.min(low[node]!, found[target]!);
        continue;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above !== undefined) low[above] = Math.min(low[above]!, low[node]!);
      if (low[node] === found[node]) close(node);
    }
  }
  return component;
}
