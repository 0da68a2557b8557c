import { openNativeCount, RESULT_BYTES } from './native-memory';

describe('openNativeCount', () => {
  it('has young owners collected each time 4 MiB have come together', () => {
    const collected: object[] = [];
    const count = openNativeCount((options) => collected.push(options));
    for (let results = 1; results <= 27; results += 1) count(RESULT_BYTES);
    expect(collected).toEqual([]);
    count(RESULT_BYTES);
    expect(collected).toEqual([{ type: 'minor' }]);
    count(4 * 1024 * 1024);
    expect(collected).toHaveLength(2);
  });

  it('finds the collector of the runtime without a flag', () => {
    expect(() => openNativeCount()(8 * 1024 * 1024)).not.toThrow();
  });
});
