import { sitePageOf } from './company-site';
import { jinaPage } from './fake-vendors.suite';
import { technologyMarks } from './technology-marks';

describe('technologyMarks', () => {
  it('takes what made the page and what it loads, each once and without its query', async () => {
    const html = `<meta name="generator" content="WordPress 6.4">
      <link rel="stylesheet" href="/wp-content/a.css?ver=1"><link rel="icon" href="/icon.png">
      <script src="https://cdn.loomkit.example/l.js?x=1"></script><script src="https://cdn.loomkit.example/l.js"></script>
      <script>inline()</script>`;
    expect(technologyMarks(await sitePageOf(jinaPage('https://brindle-works.example/', html)))).toEqual([
      'generator: WordPress 6.4',
      'https://brindle-works.example/wp-content/a.css',
      'https://cdn.loomkit.example/l.js',
    ]);
  });

  it('leaves out addresses that are longer than a proof may be', async () => {
    const html = `<script src="https://cdn.example/${'x'.repeat(300)}.js"></script>`;
    expect(technologyMarks(await sitePageOf(jinaPage('https://brindle-works.example/', html)))).toEqual([]);
  });
});
