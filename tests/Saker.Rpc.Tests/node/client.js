// A foreign client: the official JavaScript gRPC library against a Saker.Rpc server.
// Usage: node client.js PROTO HOST:PORT|unix:/PATH CASE   prints one JSON line with what the library reported.
'use strict';

const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [proto, address, name] = process.argv.slice(2);
const definition = loader.loadSync(proto, { keepCase: true, longs: Number, defaults: true });
const { saker } = grpc.loadPackageDefinition(definition);
const client = new saker.v1.Appliance(address, grpc.credentials.createInsecure());

const metadata = (entries) => {
  const result = new grpc.Metadata();
  for (const [key, value] of Object.entries(entries)) result.set(key, value);
  return result;
};

const unary = (method, request, headers = {}, options = {}) => new Promise((resolve) => {
  let trailers = {};
  const call = client[method](request, metadata(headers), options, (error, reply) => setImmediate(() =>
    resolve({ code: error ? error.code : 0, details: error ? error.details : '', reply, trailers })));
  call.on('status', (status) => { trailers = status.metadata.getMap(); });
  if (options.cancelAfter) setTimeout(() => call.cancel(), options.cancelAfter);
});

const stream = (headers, cancelAt = Infinity) => new Promise((resolve) => {
  const got = [];
  const call = client.WatchState({}, metadata(headers));
  call.on('data', (state) => {
    got.push(state.unix_ns);
    if (got.length === cancelAt) call.cancel();
  });
  let failure = null;
  call.on('error', (error) => { failure = error; });
  call.on('status', (status) => setImmediate(() =>
    resolve({ got, code: status.code, details: failure ? failure.details : '' })));
});

// The connection stands before, so that no time passes while it is made.
const connected = (call) => unary('GetState', {}).then(call);

const cases = {
  'unary': () => unary('GetState', {}, { 'x-echo': 'from node' }),
  'large': () => unary('GetState', {}, { 'x-size-bin': Buffer.from([0x40, 0x42, 0x0f, 0x00]) }),
  'stream': () => stream({ 'x-then': 'end' }),
  'stream-error': () => stream({ 'x-then': 'fail' }),
  'stream-cancel': () => stream({}, 3),
  'error': () => unary('Arm', { request_id: 'r', causes_seen: 1 }),
  'deadline': () => connected(() => unary('Kill', { reason: 'wait' }, {}, { deadline: Date.now() + 2000 })),
  'cancel': () => connected(() => unary('Kill', { reason: 'wait' }, {}, { cancelAfter: 1000 })),
  'values': () => unary('Kill', { reason: 'now', clicked_unix_ns: 1234567 }),
};

cases[name]().then((result) => {
  if (result.reply && result.reply.note) result.noteLength = result.reply.note.length;
  if (result.noteLength > 1000) result.reply.note = '';
  process.stdout.write(JSON.stringify(result) + '\n');
  client.close();
});
