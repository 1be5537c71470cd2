// Sessions of the sample shop, for load generators: each answers the headers to send along.

const SHOP = "northside";
const MEMBER = "ada@example.com";
const PASSWORD = "sample-password";

/**
 * Signs in as the sample's member, by the code that the inbox page shows.
 * @returns {Promise<{url: string, headers: Record<string, string>}>} the card's address
 */
export async function signInMember(shop) {
  await send(shop, "member/send-code", { shop: SHOP, mail: MEMBER });
  const letters = await ask(shop, "inbox", {});
  const code = /^\d{6}$/m.exec(letters.find(({ to }) => to === MEMBER).text)[0];
  const headers = await send(shop, "member/sign-in-code", { shop: SHOP, mail: MEMBER, code });
  return { url: `${shop}/${SHOP}/card`, headers };
}

/** Signs in somebody who works in the sample shop: `owner`, `manager` or `cashier`. */
export async function signInStaff(shop, role) {
  return send(shop, "admin/sign-in", { mail: `${role}@example.com`, password: PASSWORD });
}

/** Asks the server something. */
export async function ask(shop, path, headers) {
  const answer = await fetch(`${shop}/api/${path}`, { headers });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function send(shop, path, form) {
  const headers = { accept: "application/json" };
  const answer = await fetch(`${shop}/api/${path}`, { method: "POST", headers, body: new URLSearchParams(form) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  return { cookie };
}
