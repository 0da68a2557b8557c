// What is under proof, as one module: a planted bug is put into its files while they are bundled.
export * from '@userport/runner';
export * from '../../libs/host/src/outcome-answers';
