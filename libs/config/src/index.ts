export { aboutVariable, type Config, loadConfig } from './load-config';
export { type Section, type SectionName, sections } from './sections';
