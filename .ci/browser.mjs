// What `.ci/browser` runs: a person's way through the pages that the sandbox serves.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { chromium } = createRequire(import.meta.url)(`${process.cwd()}/target/playwright`);
const pictures = "target/browser";
const wait = 60_000;
const begun = performance.now();
const done = (what) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${what}`);

// The sandbox, and what it prints of its accounts.
async function startSandbox() {
  const program = `${process.env.CARGO_TARGET_DIR}/debug/keyfob-sandbox`;
  const sandbox = spawn(program, ["--port=0", "--docs=target/docs-site"], { stdio: ["ignore", "pipe", "inherit"] });
  const accounts = {};
  for await (const line of createInterface({ input: sandbox.stdout })) {
    const [, name, value] = line.match(/^export KEYFOB_(\w+)='(.*)'$/) ?? [];
    if (name) accounts[name] ??= value;
    if (line.startsWith("# Stop")) return { sandbox, accounts };
  }
  throw new Error("the sandbox does not start");
}

// What an authenticator shows (RFC 6238).
function oneTimeCode(secret) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const code = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, "0");
}

// A reference page, as a person uses it.
class Reference {
  constructor(page, vendor) {
    Object.assign(this, { page, vendor });
  }

  async open(origin) {
    await this.page.goto(`${origin}/docs/reference/${this.vendor}/index.html`);
    await this.page.locator(".opblock-tag").first().waitFor();
  }

  async picture(name) {
    await this.page.screenshot({ path: `${pictures}/${this.vendor}-${name}.png`, animations: "disabled" });
  }

  // Puts credentials into the dialog; a pair is a user and a password.
  async authorize(credentials) {
    await this.page.locator(".schemes .btn.authorize").click();
    const dialog = this.page.locator(".dialog-ux");
    for (const [scheme, value] of Object.entries(credentials)) {
      const name = this.page.locator("h4 code", { hasText: new RegExp(`^${scheme}$`) });
      const box = dialog.locator(".auth-container").filter({ has: name });
      for (const [index, text] of [value].flat().entries()) await box.locator("input").nth(index).fill(text);
      await box.getByRole("button", { name: /^Apply/ }).click();
    }
    await this.picture("authorize");
    await dialog.locator(".close-modal").click();
  }

  async operation(id) {
    const tag = await this.page.evaluate((id) => {
      const operations = Object.values(keyfobDocument.paths).flatMap((path) => Object.values(path));
      return operations.find((operation) => operation.operationId === id).tags[0];
    }, id);
    const heading = this.page.locator(`[id="operations-tag-${tag.replaceAll(" ", "_")}"]`);
    if ((await heading.getAttribute("data-is-open")) === "false") await heading.click();
    const operation = this.page.locator(`.opblock[id$="-${id}"]`);
    await operation.scrollIntoViewIfNeeded();
    if (!(await operation.locator(".opblock-body").count())) await operation.locator(".opblock-summary-control").click();
    await operation.locator(".opblock-description").first().waitFor();
    return operation;
  }

  // Tries an operation with its example, in which these members, fields and parameters are other; yields what the sandbox answered.
  async call(id, { body, form = {}, parameters = {} } = {}, status = 200) {
    const operation = await this.operation(id);
    await operation.getByRole("button", { name: "Try it out" }).click();
    if (body) {
      const text = operation.locator("textarea.body-param__text");
      await text.fill(JSON.stringify({ ...JSON.parse(await text.inputValue()), ...body }, null, 2));
    }
    for (const [name, value] of Object.entries({ ...form, ...parameters })) {
      await operation.locator(`tr[data-property-name="${name}"], tr[data-param-name="${name}"]`).locator("input, textarea").first().fill(value);
    }
    await operation.getByRole("button", { name: "Execute" }).click();
    const answer = operation.locator(".live-responses-table .response");
    await answer.first().waitFor();
    const told = await answer.first().locator("pre").first().textContent();
    assert.equal(await answer.first().locator(".response-col_status").innerText().then((text) => text.trim().split(/\s/)[0]), String(status), `${id}: ${told}`);
    await answer.first().scrollIntoViewIfNeeded();
    await this.picture(id);
    done(`${this.vendor}: ${id}`);
    // An answer without a body shows its headers first.
    return told.startsWith("{") ? JSON.parse(told) : {};
  }

  // What a page tells of an operation before it is tried.
  async facts(id) {
    const operation = await this.operation(id);
    const rows = await operation.locator(".opblock-description td").allTextContents();
    assert.deepEqual([0, 2, 4, 6].map((at) => rows[at]), ["Source", "Confidence", "Repeated", "Logged in"], id);
    const code = await operation.locator(".opblock-description pre").allTextContents();
    assert.ok(/client\s*\./.test(code[0]) && code[1].startsWith(`keyfob call ${this.vendor} ${id}`), code);
    await this.picture(`${id}-facts`);
    await this.page.emulateMedia({ colorScheme: "dark" });
    await this.picture(`${id}-facts-dark`);
    await this.page.emulateMedia({ colorScheme: "light" });
  }
}

async function guides(page, origin) {
  await page.goto(`${origin}/docs/`);
  assert.equal(await page.locator("h1").first().textContent(), "Keyfob");
  const picture = page.locator("main img").first();
  assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 500), "the picture does not load");
  await page.screenshot({ path: `${pictures}/start.png` });
  await page.getByRole("navigation").getByRole("link", { name: "Logging in" }).click();
  assert.equal(await page.locator("h1").textContent(), "Logging in");
  await page.screenshot({ path: `${pictures}/guide.png`, fullPage: true });
  await page.locator("main").getByRole("link", { name: "sandbox" }).first().click();
  assert.equal(await page.locator("h1").textContent(), "Testing with the sandbox");
  const links = await page.getByRole("navigation").getByRole("link").evaluateAll((links) => links.map((link) => link.href));
  for (const link of links) {
    const answer = await page.request.get(link);
    assert.equal(answer.status(), 200, link);
  }
  assert.ok(links.length > 12, links);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${pictures}/guide-dark.png`, animations: "disabled" });
  await page.setViewportSize({ width: 420, height: 800 });
  await page.screenshot({ path: `${pictures}/guide-narrow.png` });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
  done(`guides, and ${links.length} links of the menu`);
}

async function kotakTrade(page, origin, account) {
  const reference = new Reference(page, "kotak-trade");
  await reference.open(origin);
  await reference.facts("place_new_order");
  await reference.authorize({
    accessToken: account("ACCESS_TOKEN"),
    consumerKey: account("CONSUMER_KEY"),
    userId: account("USER_ID"),
    appId: account("APP_ID"),
    ip: "127.0.0.1",
  });
  await reference.call("session_init");
  const user = { userid: account("USER_ID") };
  const login = await reference.call("login_with_user_id", { body: { ...user, password: account("PASSWORD") } });
  await reference.authorize({ oneTimeToken: login.Success.oneTimeToken });
  const second = await reference.call("generate_session_2fa", { body: { ...user, accessCode: account("ACCESS_CODE") } });
  await reference.authorize({ sessionToken: second.success.sessionToken });
  await reference.call("positions_today");
}

async function kotakNeo(page, origin, account) {
  const reference = new Reference(page, "kotak-neo");
  await reference.open(origin);
  await reference.facts("place_order");
  await reference.authorize({ dashboardToken: account("DASHBOARD_TOKEN"), finKey: "neotradeapi" });
  const code = oneTimeCode(account("TOTP_SECRET"));
  const login = { mobileNumber: account("MOBILE"), ucc: account("UCC"), totp: code };
  const view = await reference.call("trade_api_login", { body: login });
  await reference.authorize({ viewSid: view.data.sid, viewToken: view.data.token });
  const trade = await reference.call("trade_api_validate", { body: { mpin: account("MPIN") } });
  await reference.authorize({ tradeSid: trade.data.sid, tradeToken: trade.data.token });
  const order = {
    am: "NO", dq: "0", es: "nse_cm", mp: "0", pc: "CNC", pf: "N", pr: "1490", pt: "L", qt: "10", rt: "DAY", tp: "0",
    ts: "SANDBOXCO-EQ", tt: "B",
  };
  const placed = await reference.call("place_order", { form: { jData: JSON.stringify(order) } });
  assert.equal(placed.stat, "Ok", placed);
  const book = await reference.call("get_order_book");
  assert.ok(book.data.some((row) => row.nOrdNo === placed.nOrdNo), book);
}

async function quatrix(page, origin, account) {
  const reference = new Reference(page, "quatrix");
  await reference.open(origin);
  await reference.facts("session_login");
  await reference.authorize({ basic: [account("EMAIL"), account("PASSWORD")] });
  // 207: a second factor is wanted.
  const login = await reference.call("session_login", {}, 207);
  await reference.authorize({ sessionToken: login.session_id });
  await reference.call("session_login_mfa", { body: { code: oneTimeCode(account("TOTP_SECRET")) } });
  const usage = await reference.call("profile_info_get");
  assert.equal(usage.user_used, 0, JSON.stringify(usage));
  await reference.call("session_logout");
}

// Opened as a file, a page shows everything and tries nothing.
async function asFile(page) {
  await page.goto(`file://${process.cwd()}/target/docs-site/reference/quatrix/index.html`);
  const reference = new Reference(page, "quatrix");
  await reference.facts("session_login");
  assert.equal(await page.getByRole("button", { name: "Try it out" }).count(), 0);
  done("opened as a file, nothing can be tried");
}

mkdirSync(pictures, { recursive: true });
const { sandbox, accounts } = await startSandbox();
const faults = [];
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  // Root has no sandbox of its own; names of hosts lead nowhere.
  args: ["--no-sandbox", "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
try {
  const origin = accounts.QUATRIX_ORIGIN;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(wait);
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("request", (request) => {
    const ours = [origin, "data:", "blob:", `file://${process.cwd()}/target/docs-site/`];
    if (!ours.some((start) => request.url().startsWith(start))) faults.push(`request: ${request.url()}`);
  });
  const of = (vendor) => (name) => accounts[`${vendor}_${name}`];
  await guides(page, origin);
  await kotakTrade(page, origin, of("KOTAK_TRADE"));
  await kotakNeo(page, origin, of("KOTAK_NEO"));
  await quatrix(page, origin, of("QUATRIX"));
  await asFile(page);
  assert.deepEqual(faults, []);
  done("no error on the console, no request to anybody else");
} finally {
  await browser.close();
  sandbox.kill();
}
