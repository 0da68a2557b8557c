import { emptyState } from './django-state';
import type { ReceivedCallback } from './received';
import { summaryOf } from './summary';

const callback = (over: Partial<ReceivedCallback> & { id?: string }): ReceivedCallback => ({
  order: 1,
  receivedAt: '2026-11-20T12:00:00.000Z',
  headers: over.id === undefined ? {} : { 'webhook-id': over.id },
  sha256: 's',
  bytes: 2,
  text: '{}',
  body: {},
  caller: 'w',
  httpStatus: 200,
  answer: { status: 'success' },
  judged: true,
  repeatOf: null,
  fault: null,
  ...over,
});

it('counts what was taken, skipped, refused, repeated and altered', () => {
  const state = emptyState();
  const cell = {
    status: 'completed',
    value: 1,
    confidence: null,
    rationale: null,
    errorDetails: null,
    generationMetadata: null,
  };
  state.cells.set('c/e1', { ...cell, columnId: 'c', entityId: 'e1', timesApplied: 1 });
  state.cells.set('c/e2', { ...cell, columnId: 'c', entityId: 'e2', timesApplied: 2 });
  const callbacks = [
    callback({}),
    callback({ id: 'cb_1' }),
    callback({ id: 'cb_1', repeatOf: 2 }),
    callback({ id: 'cb_1', repeatOf: 2 }),
    callback({ id: 'cb_1', sha256: 'other', httpStatus: 422, answer: { error: 'x' } }),
    callback({ id: 'cb_2', answer: { status: 'skipped', reason: 'r' } }),
    callback({ id: 'cb_3', httpStatus: 403, judged: false, answer: { detail: 'x' } }),
  ];
  expect(summaryOf(callbacks, state)).toEqual({
    callbacks: 7,
    taken: 2,
    skipped: 1,
    refused: 2,
    repeats: { cb_1: 2 },
    conflicts: ['cb_1'],
    storedTwice: ['c/e2'],
    started: [],
  });
});
