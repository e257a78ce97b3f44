import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { dropPaths } from './drag.ts';
import { onStage } from './stage.ts';
import { foundBrowser, sayIfSkipped } from './window.ts';

const journey = 'painter';
sayIfSkipped(journey);

/** The smallest painter that passes through all parts, by the names of its settings. */
const tiny = {
  ...{ size: 16, largeSize: 32, width: 4, judgeWidth: 4, text: 8, condition: 4, noise: 4, blocks: 1 },
  ...{ vocabulary: 64, wordWidth: 8, captionLength: 6, batch: 4, largeBatch: 2, wordSteps: 6, largeSteps: 6 },
};

const EDGE = 48;
const colours = ['red', 'green', 'blue', 'gold'] as const;
const NAMELESS = 'IMG_0007.png';

/** Draws pictures of discs and squares, and writes a file of captions for all but one, with two lines that are wrong. */
async function drawCaptioned(parent: string): Promise<{ shapes: string; captions: string; torn: string }> {
  const shapes = join(parent, 'shapes');
  await mkdir(shapes, { recursive: true });
  const draw = (shape: string, name: string): Promise<unknown> =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${EDGE}" height="${EDGE}"><rect width="${EDGE}" height="${EDGE}" fill="white"/>${shape}</svg>`,
      ),
    )
      .png()
      .toFile(join(shapes, name));
  const lines = ['file,caption'];
  for (let i = 0; i < 24; i++) {
    const colour = colours[i % colours.length] ?? 'red';
    const isDisc = i % 3 !== 0;
    const shape = isDisc
      ? `<circle cx="${18 + (i % 5) * 3}" cy="${16 + (i % 7) * 3}" r="${9 + (i % 4)}" fill="${colour}"/>`
      : `<rect x="${6 + (i % 5) * 3}" y="${5 + (i % 7) * 3}" width="20" height="20" fill="${colour}"/>`;
    const name = `${i} ${isDisc ? 'disc' : 'square'}.png`;
    await draw(shape, name);
    lines.push(`${name},a ${colour} ${isDisc ? 'disc' : 'square'} number ${i}`);
  }
  await draw('<circle cx="24" cy="24" r="14" fill="purple"/>', NAMELESS);
  lines.splice(3, 0, '"never closed,a ghost');
  lines.push('lost.png,a ghost');
  const [captions, torn] = [join(parent, 'captions.csv'), join(parent, 'torn.csv')];
  await writeFile(captions, lines.join('\n'));
  await writeFile(torn, Uint8Array.of(1, 0, 2, 0));
  return { shapes, captions, torn };
}

describe.skipIf(typeof foundBrowser === 'string')('a painter from a folder with captions to its end', () => {
  let files: Awaited<ReturnType<typeof drawCaptioned>>;
  const stage = onStage(journey, {
    async prepare({ folder }) {
      files = await drawCaptioned(folder);
    },
  });

  it('is offered in pictures, and made of a dropped folder', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('heading', { name: 'Draw what words say' }).waitFor();
    await window.look('first');
    await window.checkAccessibility();
    await dropPaths(page, [files.shapes]);
    await page.getByRole('button', { name: /^Draw what words say/ }).click();
    await page.getByRole('region', { name: 'Pictures with captions: shapes' }).getByRole('option', { name: '0 square.png' }).waitFor();
    // What the files are called says something of them all but one.
    await page.getByText('24 of 25 pictures have captions').waitFor();
    await page.getByText('1 picture of 25 has no caption.').waitFor();
    await window.look('data');
    await window.checkAccessibility();
  });

  it('takes a file of captions, shows what it gives before it is used, and refuses one that is none', async () => {
    const { window } = stage;
    const { page } = window;
    const side = page.getByRole('region', { name: 'Pictures with captions: shapes' });
    const box = await side.boundingBox();
    const place = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 200 };
    const dialog = page.getByRole('dialog', { name: 'Where do the captions come from?' });
    await dropPaths(page, [files.torn], place);
    await dialog.getByText(/cannot be read: it is no text/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Use these' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dropPaths(page, [files.captions], place);
    await dialog.getByText('24 of 25 pictures would have captions.').waitFor();
    await dialog.getByText('1 line gives no caption').click();
    await window.look('source');
    await window.checkAccessibility();
    await dialog.getByRole('button', { name: 'Use these' }).click();
    await page.getByText('From captions.csv').waitFor();
    await page.getByRole('option', { name: '0 square.png' }).getByText('a red square number 0').waitFor();
    await page.getByRole('heading', { name: /^Broken lines in the captions file/ }).waitFor();
    await page.getByText('Line 4', { exact: true }).waitFor();
    await page.getByRole('heading', { name: /^Captions for pictures that are not there/ }).waitFor();
  });

  it('edits a caption, takes it back, and counts words', async () => {
    const { window } = stage;
    const { page } = window;
    const before = await readdir(files.shapes);
    const field = page.getByRole('textbox', { name: /a caption a line$/ });
    await page.getByRole('option', { name: /^1 disc\.png/ }).click();
    await page.getByRole('textbox', { name: 'What 1 disc.png shows, a caption a line' }).waitFor();
    await field.fill('a leaf of clover\na green thing');
    await field.press('Control+Enter');
    await page
      .getByRole('option', { name: /^1 disc\.png/ })
      .getByText('a leaf of clover')
      .waitFor();
    await page.getByText('1 was edited here').waitFor();
    await window.look('edited');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page
      .getByRole('option', { name: /^1 disc\.png/ })
      .getByText('a green disc number 1')
      .waitFor();
    // The one without: from the doctor's finding to a caption, in a script that is written from the right.
    await page.getByRole('button', { name: 'Show those without (1)' }).click();
    await page.getByRole('option', { name: NAMELESS }).click();
    await page.getByRole('textbox', { name: `What ${NAMELESS} shows, a caption a line` }).waitFor();
    await field.fill('قرص أرجواني 🟣');
    await field.press('Control+Enter');
    await page.getByText('25 of 25 pictures have captions').waitFor();
    await page.getByRole('heading', { name: /^Without a caption/ }).waitFor({ state: 'detached' });
    await page.getByText(/words stand with one picture only/).click();
    await window.look('words');
    await window.checkAccessibility();
    // A word shows its pictures.
    await page.getByRole('button', { name: /^square/ }).click();
    await page.getByRole('option', { name: /^1 disc\.png/ }).waitFor({ state: 'detached' });
    await page.getByRole('option', { name: '3 square.png' }).waitFor();
    expect(await readdir(files.shapes)).toEqual(before);
  });

  it('says what a training costs, and learns words, small and large pictures as one run', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('heading', { name: 'Teach a painter' }).waitFor();
    await page.getByText('An estimate').first().waitFor();
    await window.look('presets');
    await window.checkAccessibility();
    await page.evaluate(
      (settings) => (location.hash = `${location.hash.split('?')[0] ?? ''}?run=new&with=${encodeURIComponent(settings)}`),
      JSON.stringify(tiny),
    );
    for (const [label, value] of [
      ['Steps of small pictures', '6'],
      ['Samples every', '3'],
    ] as const) {
      const field = page.getByRole('spinbutton', { name: label, exact: true });
      await field.fill(value);
      await field.blur();
    }
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByText('Finished', { exact: true }).first().waitFor();
    await page.getByText('18 of 18').first().waitFor();
    await page
      .getByText(/^a (red|green|blue|gold) (disc|square) number|قرص/)
      .first()
      .waitFor();
    await page.getByRole('img', { name: /^Pictures that fit their sentence best/ }).waitFor();
    await page.getByText('How badly pictures and their captions find each other.', { exact: false }).waitFor();
    await window.look('trained');
    await window.checkAccessibility();
  });

  it('compares what is drawn for the same sentences', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    const slider = page.getByRole('slider', { name: 'Moment of the training' });
    await slider.waitFor();
    await page
      .getByText(/^a (red|green|blue|gold) (disc|square) number|قرص/)
      .first()
      .waitFor();
    await window.look('compare');
    await window.checkAccessibility();
    await slider.press('Home');
    const first = await slider.getAttribute('aria-valuetext');
    await slider.press('End');
    await page.getByText('Step 18', { exact: true }).first().waitFor();
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(first);
  });

  it('exports the painter in every form', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Export the painter' });
    const form = dialog.getByRole('combobox', { name: 'Format' });
    const written = async (ending: string): Promise<Buffer> => {
      await form.selectOption(ending);
      const path = join(folder, `painter.${ending}`);
      expect(await stage.exportTo(path)).toMatch(new RegExp(`18 draw\\.${ending}$`));
      return readFile(path);
    };
    const { inputNames, outputNames } = await InferenceSession.create(await written('onnx'));
    expect([...inputNames, ...outputNames]).toEqual(['tokens', 'noise', 'smallNoise', 'conditionNoise', 'small', 'large']);
    await window.look('export');
    await window.checkAccessibility();
    const weights = await written('safetensors');
    const header = weights.subarray(8, 8 + Number(weights.readBigUInt64LE())).toString();
    for (const network of ['netT.', 'averageG1.', 'averageG2.', 'recast-vocabulary']) expect(header).toContain(network);
    // PyTorch's own form is an archive.
    expect((await written('pth')).subarray(0, 2).toString()).toBe('PK');
    await page.keyboard.press('Escape');
  });

  it('lets stage 2 alone draw on the small pictures of what was trained', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'New training' }).click();
    await page.getByText('Advanced', { exact: true }).click();
    const widths = page.getByRole('spinbutton', { name: 'Vocabulary', exact: true });
    await widths.waitFor();
    await page.getByRole('combobox', { name: 'Stages' }).selectOption('2');
    await page
      .getByRole('combobox', { name: 'Draws on the small pictures of' })
      .filter({ hasText: /step 18$/ })
      .waitFor();
    await page.getByText(/^It knows \d+% of the words of these captions/).waitFor();
    // They come with the painter.
    await widths.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Start training' }).isEnabled()).toBe(true);
    await window.look('stage-2');
    await window.checkAccessibility();
  });

  it('fits into a small window, in the dark', async () => {
    const { window } = stage;
    const { page } = window;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 900, height: 700 });
    await stage.walkTabs([
      ['Data', 'Dataset doctor'],
      ['Train', 'Held-out sentences'],
      ['Compare', 'Pictures that fit their sentence best'],
    ]);
    expect(window.faults).toEqual([]);
  });
});
