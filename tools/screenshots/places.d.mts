export declare const PLACES: readonly string[];
