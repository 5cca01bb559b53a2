import { expect, type Page } from "@playwright/test";
import { act, fieldOf } from "../support/pages/controls";
import { test } from "../support/pages/desk";
import { IDENTITY_CLIENT } from "../support/identity-service";
import { saying } from "../support/pages/words";

const say = saying("zh-CN");

/** Signs in by the identity service's button; the service takes whoever its page is opened for. */
async function signInAs(page: Page, name: string): Promise<void> {
  await page.route(/\/authorize\?/, (route) =>
    route.continue({ url: `${route.request().url()}&login_hint=${encodeURIComponent(name)}` }),
  );
  await page.goto("/sign-in");
  await page.getByRole("button", { name: say("account.signIn.with", { name: IDENTITY_CLIENT.name }) }).click();
}

test("the identity service signs in whom an administrator invited, and nobody else", async ({ desk, browser }) => {
  const invited = `visitor-${Date.now()}`;
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  await signInAs(page, invited);
  await expect(page.getByText(say("account.signIn.notInvited"))).toBeVisible();

  const admin = await desk("admin");
  await admin.page.goto("/management/people/new");
  await fieldOf(admin.page, say("people.fields.username")).fill(invited);
  await fieldOf(admin.page, say("people.fields.name")).fill("访客（模拟）");
  await fieldOf(admin.page, say("people.fields.role")).selectOption({ label: say("roles.auditor") });
  await act(admin.page, say("people.invite"), say("people.link.title"));

  await signInAs(page, invited);
  await page.waitForURL(/\/(decision|operation)\//);
  await page.goto("/account");
  await expect(page.getByText(invited)).toBeVisible();
  await expect(page.getByText(say("people.account.oidc"))).toBeVisible();
  await stranger.close();

  const thief = await browser.newContext();
  const other = await thief.newPage();
  await signInAs(other, "commander");
  await expect(other.getByText(say("account.signIn.notInvited"))).toBeVisible();
  await thief.close();
});
