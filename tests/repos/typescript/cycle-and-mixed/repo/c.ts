export * from './a';
export * as everything from './b';
