import { TerminalError } from '@userport/errors';
import { checkPublicUrl, isPublicAddress } from './public-address';

/** What a name server would say. */
const resolve = async (host: string): Promise<string[]> => {
  const known: Record<string, string[]> = {
    'open.test': ['93.184.216.34', '2606:2800:220:1::1'],
    'inside.test': ['10.1.2.3'],
    'both.test': ['93.184.216.34', '127.0.0.1'],
    'six.test': ['fd00::1'],
  };
  const addresses = known[host];
  if (addresses === undefined) throw new Error('ENOTFOUND');
  return addresses;
};

describe('isPublicAddress', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.255.255', '192.168.0.1'],
    ...['198.18.0.1', '203.0.113.7', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1'],
    ...[
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      '2002:7f00:1::',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'ff02::1',
    ],
    ...['2001:db8::1', 'no address'],
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('checkPublicUrl', () => {
  it.each([
    'https://open.test/page?q=1',
    'http://93.184.216.34:8080/',
    'https://[2606:4700::1111]/',
    'https://unknown.test/',
  ])('takes %s', async (address) => {
    expect((await checkPublicUrl(address, { resolve })).href).toBe(address);
  });

  it('asks no name server for names that have no address anywhere', async () => {
    const asked = jest.fn(resolve);
    await checkPublicUrl('https://quarrystone.example/pricing', { resolve: asked });
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ['file:///etc/passwd', 'file: is not http or https'],
    ['ftp://open.test/', 'ftp: is not http or https'],
    ['quarrystone', 'it is no address'],
    ['', 'it is no address'],
    ['https://user:word@open.test/', 'it holds a user name or a password'],
    ['http://localhost:8080/', 'localhost is a name inside a network'],
    ['http://db/', 'db is a name inside a network'],
    ['http://printer.local./', 'printer.local is a name inside a network'],
    ['http://metadata.google.internal/', 'metadata.google.internal is a name inside a network'],
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is not public'],
    ['http://2130706433/', '127.0.0.1 is not public'],
    ['http://0x7f.1/', '127.0.0.1 is not public'],
    ['http://[::1]/', '::1 is not public'],
    ['http://[::ffff:7f00:1]/', '::ffff:7f00:1 is not public'],
    ['https://inside.test/', 'inside.test leads to an address that is not public'],
    ['https://both.test/', 'both.test leads to an address that is not public'],
    ['https://six.test/', 'six.test leads to an address that is not public'],
  ])('refuses %s', async (address, rule) => {
    const refused = checkPublicUrl(address, { resolve });
    await expect(refused).rejects.toBeInstanceOf(TerminalError);
    await expect(refused).rejects.toMatchObject({ code: 'address_refused' });
    await expect(refused).rejects.toThrow(rule);
  });

  it('keeps the path and query of a refused address out of the message', async () => {
    await expect(checkPublicUrl('http://10.0.0.1/a?token=abc', { resolve })).rejects.toThrow(
      'The address cannot be read: 10.0.0.1 is not public. Give an http or https address of a public host.',
    );
  });

  it('takes configured addresses, and nothing beside them', async () => {
    const exempt = ['http://127.0.0.1:8791/reader', 'not an address'];
    expect((await checkPublicUrl('http://127.0.0.1:8791/x', { exempt })).port).toBe('8791');
    await expect(checkPublicUrl('http://127.0.0.1:8792/', { exempt })).rejects.toThrow('127.0.0.1');
    await expect(checkPublicUrl('https://127.0.0.1:8791/', { exempt })).rejects.toThrow('127.0.0.1');
  });
});
