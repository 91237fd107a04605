/** Options of V8 for engine processes, apart from the size of their heap. The benchmarks run the engine with the same. */
export declare const engineFlags: readonly string[];
