import { browserFlags, presentBrowser } from "../support/browser";
import { expect, test } from "../support/pages/desk";

// The live map needs WebGL; the software renderer gives it where there is no graphics card.
test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH || presentBrowser(),
    args: [...browserFlags, "--enable-unsafe-swiftshader", "--use-angle=swiftshader"],
  },
});

test("the live map is drawn in the production build, its worker from our own origin, under the policy", async ({
  desk,
}) => {
  test.setTimeout(90_000);
  const { page } = await desk("commander");
  const troubles: string[] = [];
  const workers: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  page.on("worker", (worker) => workers.push(worker.url()));
  await page.goto("/decision/situation");
  const canvas = page.locator("canvas.maplibregl-canvas");
  await expect(canvas).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => workers.length, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(workers.every((url) => url.startsWith(new URL(page.url()).origin))).toBe(true);
  // Land, water, districts: a canvas that stayed blank has one colour.
  const colours = async () => {
    const picture = (await canvas.screenshot()).toString("base64");
    return page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const board = document.createElement("canvas");
      board.width = image.width;
      board.height = image.height;
      const pen = board.getContext("2d");
      pen?.drawImage(image, 0, 0);
      const pixels = pen?.getImageData(0, 0, board.width, board.height).data ?? new Uint8ClampedArray();
      const counts = new Map<number, number>();
      for (let at = 0; at < pixels.length; at += 4) {
        const colour = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      // Areas, not the edges of letters: colours that cover more than a five-hundredth of the picture.
      return [...counts.values()].filter((count) => count > pixels.length / 4 / 500).length;
    }, picture);
  };
  await expect.poll(colours, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
  expect(troubles).toEqual([]);
});

test.describe("without WebGL", () => {
  test("the drawing stays, with the list beside it", async ({ desk }) => {
    const { page, say } = await desk("commander");
    await page.addInitScript(() => {
      const usual = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith("webgl") ? null : Reflect.apply(usual, this, [kind, ...rest]);
      } as typeof usual;
    });
    await page.goto("/decision/situation");
    await expect(page.getByText(say("ui.map.static"))).toBeVisible();
    await expect(
      page
        .locator("main svg")
        .filter({ has: page.locator("path") })
        .first(),
    ).toBeVisible();
    await expect(page.locator("canvas.maplibregl-canvas")).toHaveCount(0);
  });
});
