import { randomBytes } from 'node:crypto';

/** 160 random bits as 40 hex digits: fits a label, and no two deliveries ever share one. */
export const randomToken = (): string => randomBytes(20).toString('hex');
