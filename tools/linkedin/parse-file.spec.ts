import { parseFile, USAGE } from './parse-file';

const FIXTURES = 'apps/linkedin-research/fixtures';
const NOW = new Date('2026-11-24T00:00:00Z');

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await parseFile(args, NOW, (text) => void lines.push(text));
  return { code, text: lines.join('\n') };
}

describe('parseFile', () => {
  it.each([
    ['posts-2024.html', 'posts', 'posts: read (recent activity), 7 cards, 1 sponsored, 0 of others'],
    ['posts-2025.html', 'posts', 'posts: read (recent activity), 6 cards, 0 sponsored, 0 of others'],
    ['posts-2026.html', 'posts', 'posts: read (recent activity), 4 cards, 0 sponsored, 0 of others'],
    ['comments-2025.html', 'comments', 'comments: read (recent activity), 3 cards, 0 sponsored, 0 of others'],
    [
      'reactions-2025.html',
      'reactions',
      'reactions: read (recent activity), 3 cards, 1 sponsored, 0 of others',
    ],
    [
      'reactions-page-2024.html',
      'reactions',
      'reactions: read (recent activity), 6 cards, 0 sponsored, 0 of others',
    ],
    ['server-driven-2026.html', 'posts', 'posts: read (server driven), 4 cards, 0 sponsored, 1 of others'],
    ['public-page-2026.html', 'posts', 'posts: read (public page), 2 cards, 0 sponsored, 0 of others'],
    ['embedded-data-2026.html', 'posts', 'posts: read (embedded data), 1 cards, 0 sponsored, 0 of others'],
    ['empty-tab.html', 'comments', 'comments: empty, 0 cards, 0 sponsored, 0 of others'],
  ])('reads the fixture %s', async (file, kind, head) => {
    const { code, text } = await run(`${FIXTURES}/${file}`, '--kind', kind, '--lead', '/in/ines-okafor-demo');
    expect(text.split('\n')[0]).toBe(head);
    expect(code).toBe(0);
  });

  it.each([
    ['login-wall.html', 'posts: login wall, 0 cards, 0 sponsored, 0 of others', ', a form to log in'],
    [
      'unknown-build.html',
      'posts: not recognised, 0 cards, 0 sponsored, 0 of others',
      '5 elements, 0 lists, 0 list items, 1 links',
    ],
  ])('exits 2 on %s and says what it saw', async (file, head, seen) => {
    const { code, text } = await run(`${FIXTURES}/${file}`);
    expect(code).toBe(2);
    expect(text.split('\n')[0]).toBe(head);
    expect(text).toContain(seen);
  });

  it('gives build, activities and report as JSON, ages told from the given time of capture', async () => {
    const at = '2025-07-15T06:00:00.000Z';
    const { text } = await run(
      `${FIXTURES}/posts-2025.html`,
      '--json',
      '--captured-at',
      at,
      '--name',
      'Ines Okafor',
    );
    const { build, activities, report } = JSON.parse(text) as {
      build: string;
      activities: { kind: string; actedAt: { at: string } }[];
      report: { status: string; leadKnownBy: string; capturedAt: { from: string; to: string } };
    };
    expect(build).toBe('recent_activity');
    expect(activities[0]).toMatchObject({ kind: 'post', actedAt: { at: '2025-07-14T04:30:00.001Z' } });
    expect(report).toMatchObject({ status: 'read', leadKnownBy: 'name', capturedAt: { from: at, to: at } });
  });

  it('refuses a command line that makes no sense', async () => {
    await expect(run()).rejects.toThrow(USAGE);
    await expect(run('x.html', '--kind', 'videos')).rejects.toThrow(USAGE);
    await expect(run(`${FIXTURES}/empty-tab.html`, '--captured-at', 'noon')).rejects.toThrow('no ISO time');
  });
});
