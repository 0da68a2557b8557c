import { emailOf, serviceUrl } from './place';

describe('names that follow from a place', () => {
  it('are e-mails of accounts and addresses of services', () => {
    expect(emailOf({ project: 'demo' }, 'queue')).toBe('userport-queue@demo.iam.gserviceaccount.com');
    expect(serviceUrl({ projectNumber: '42', region: 'us-west1' }, 'gateway')).toBe(
      'https://gateway-42.us-west1.run.app',
    );
  });
});
