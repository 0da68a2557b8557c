import type { RowOf, TableName } from './tables';
import type { AnyFind, Find, Warehouse } from './warehouse';

/**
 * Completes a find whose first request may have been cut by its limit: as long as a request comes back full, the next
 * one asks for what follows in order. `orderBy` must hold columns that are never empty and tell rows apart, doubles
 * excepted: a double of the last row is left out.
 */
export async function allRows<T extends TableName>(
  warehouse: Pick<Warehouse, 'find'>,
  find: Find<T> & AnyFind,
  first: readonly RowOf<T>[],
): Promise<readonly RowOf<T>[]> {
  const rows = [...first];
  let page = first;
  while (page.length >= find.limit) {
    const last = page.at(-1) as Readonly<Record<string, string | number | Date>> | undefined;
    const after = (find.orderBy ?? []).map(({ column }) => last?.[column] ?? '');
    const found = await warehouse.find({ ...find, after });
    page = found.rows[0];
    rows.push(...page);
  }
  return rows;
}
