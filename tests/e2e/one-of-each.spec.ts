import { test } from "../support/pages/desk";
import { ONE_OF_EACH } from "../support/pages/one-of-each";

// What the looks at every page find behind their lists, whatever other stories left there.
for (const [what, make] of Object.entries(ONE_OF_EACH))
  test(`to look at: ${what}`, async ({ desk }) => {
    test.setTimeout(180_000);
    await make(desk);
  });
