import { firstPerson, namesAnother, ownNames } from './subject';

const names = ['Northwind Robotics', 'Northwind Robotics B.V.', 'Northwind'];

describe('ownNames', () => {
  it.each([
    'Northwind Robotics builds robots',
    'At Northwind, people build robots',
    'northwind robotics builds robots',
    'Northwind Robotics B.V. was founded',
    'the CEO of Northwind Robotics',
    'Northwind CEO Ida Vos',
  ])('finds one in %j', (sentence) => {
    expect(ownNames(sentence, names).length).toBeGreaterThan(0);
  });

  it.each([
    'Northwind Trading employs 75 people',
    'Great Northwind employs 75 people',
    'Northwind Robotics Inc. was founded in 1988',
    'Northwind Robotics Japan has 12 people',
    'Northwind-Sails was founded',
    'Northwinds blow',
  ])('finds none in %j', (sentence) => {
    expect(ownNames(sentence, names)).toEqual([]);
  });
});

describe('namesAnother', () => {
  const identity = { domains: [], names, otherCompanies: ['Kestrel & Loom', 'Wind'] };

  it.each([
    'Northwind Robotics and Kestrel & Loom',
    'KESTREL & LOOM was founded',
    'the Laborkette Hainbach AG was founded',
    'Northwind and Wind',
  ])('says so of %j', (sentence) => {
    expect(namesAnother(sentence, identity)).toBe(true);
  });

  it.each(['Northwind Robotics B.V. was founded', 'We build robots', 'Kestrel birds fly'])(
    'does not say so of %j',
    (sentence) => {
      expect(namesAnother(sentence, identity)).toBe(false);
    },
  );
});

describe('firstPerson', () => {
  const found = (text: string) => firstPerson(text, { start: 0, end: text.length }).length > 0;

  it.each([
    'We build',
    'Unser Sitz',
    'Nous sommes',
    'Somos una',
    'Nossa sede',
    'Onze klanten',
    'La nostra sede',
  ])('finds one in %j', (text) => {
    expect(found(text)).toBe(true);
  });

  it.each(['The US market', '"We have 40 people," says Ida', 'Wednesday', 'They build'])(
    'finds none in %j',
    (text) => {
      expect(found(text)).toBe(false);
    },
  );
});
