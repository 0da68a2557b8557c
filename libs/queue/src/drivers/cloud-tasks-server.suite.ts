import { protos } from '@google-cloud/tasks';
import { type handleUnaryCall, Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';

const { CreateTaskRequest, Task } = protos.google.cloud.tasks.v2;

/** A CreateTask as it came over the wire. */
export type CreateTaskCall = InstanceType<typeof CreateTaskRequest>;

/** What becomes of one call: the task is made, an error of that gRPC code, no answer, or made with its answer lost. */
export type CallFate = 'made' | 'silent' | 'made, answer lost' | number;

/** The one method of https://cloud.google.com/tasks/docs/reference/rpc/google.cloud.tasks.v2 that the driver calls. */
const service = {
  CreateTask: {
    path: '/google.cloud.tasks.v2.CloudTasks/CreateTask',
    requestStream: false,
    responseStream: false,
    requestSerialize: (call: CreateTaskCall) => Buffer.from(CreateTaskRequest.encode(call).finish()),
    requestDeserialize: (bytes: Buffer) => CreateTaskRequest.decode(bytes),
    responseSerialize: (task: InstanceType<typeof Task>) => Buffer.from(Task.encode(task).finish()),
    responseDeserialize: (bytes: Buffer) => Task.decode(bytes),
  },
} satisfies ServiceDefinition;

const ALREADY_EXISTS = 6;
const UNAVAILABLE = 14;

/**
 * A server on loopback that speaks CreateTask over gRPC, writes down every call and treats the next ones as planned.
 * It delivers nothing; it shows the faults that no emulator shows.
 */
export async function startCloudTasksServer() {
  const calls: CreateTaskCall[] = [];
  const fates: CallFate[] = [];
  const names = new Set<string>();
  const createTask: handleUnaryCall<CreateTaskCall, InstanceType<typeof Task>> = ({ request }, answer) => {
    calls.push(request);
    const fate = fates.shift() ?? 'made';
    const name = request.task?.name ?? '';
    if (fate === 'silent') return;
    if (typeof fate === 'number')
      return answer({ code: fate, details: 'fault on demand, with private words' });
    if (names.has(name)) return answer({ code: ALREADY_EXISTS, details: 'exists' });
    names.add(name);
    if (fate === 'made') return answer(null, Task.create({ name }));
    answer({ code: UNAVAILABLE, details: 'connection reset' });
  };
  const server = new Server();
  server.addService(service, { CreateTask: createTask });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    /** The next calls, in order, end like this; later ones are made. */
    plan: (...next: readonly CallFate[]): void => void fates.push(...next),
    close: () => server.forceShutdown(),
  };
}
