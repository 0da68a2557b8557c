import { describeNames } from './suite/names.suite';
import { describeRefusals } from './suite/refusals.suite';
import { describeRemoval } from './suite/removal.suite';
import { describeRows } from './suite/rows.suite';
import { describeSearch } from './suite/search.suite';
import type { Warehouse } from './warehouse';

/**
 * What every engine behind the port must do. `open` answers a warehouse that shares its rows with no other one; its
 * tables are made here.
 */
export function describeWarehouse(name: string, open: () => Promise<Warehouse>): void {
  describe(name, () => {
    let opened: Warehouse | undefined;
    const warehouse = (): Warehouse => {
      if (opened === undefined) throw new Error('The suite opens its warehouse before the first test.');
      return opened;
    };
    beforeAll(async () => {
      opened = await open();
      await opened.ensureTables();
    });
    afterAll(async () => {
      await opened?.close();
    });
    describe('rows', () => describeRows({ warehouse, open }));
    describe('search', () => describeSearch({ warehouse, open }));
    describe('names', () => describeNames({ warehouse, open }));
    describe('removal', () => describeRemoval({ warehouse, open }));
    describe('refusals', () => describeRefusals({ warehouse, open }));
  });
}
