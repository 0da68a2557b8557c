import { deliveryBody, type TaskContract, taskContracts } from '@userport/contracts';
import { deliveryOf, payloadsOf, sealed } from './samples';

describe.each(Object.values(taskContracts))('samples of $name', (contract: TaskContract) => {
  const payloads = payloadsOf(contract);

  it('are payloads that the contract takes', () => {
    expect(payloads.length).toBeGreaterThan(0);
    expect(payloads.filter((one) => !contract.payload.safeParse(one).success)).toEqual([]);
  });

  it('become deliveries that the function takes, each for an entity of its payload', () => {
    for (const [index, payload] of payloads.entries()) {
      const delivery = deliveryBody.parse(deliveryOf(contract, payload, index));
      const ids = contract.entities(contract.payload.parse(payload)).map(({ entityId }) => entityId);
      expect(ids).toContain(delivery.entity_id);
    }
  });

  it('are sealed again after a change', () => {
    const [payload = {}] = payloads;
    const delivery = deliveryOf(contract, payload, 1);
    expect(sealed(contract, delivery)).toEqual(delivery);
    const other = sealed(contract, { ...delivery, payload: { ...payload, note: 1 } }) as typeof delivery;
    expect(other['fingerprint']).not.toBe(delivery['fingerprint']);
    expect(other['payload_hash']).not.toBe(delivery['payload_hash']);
    expect(sealed(contract, [1])).toEqual([1]);
  });
});
