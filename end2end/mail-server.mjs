// A mail server for tests: accepts everything over SMTP, keeps it in memory and shows it
// over HTTP.
//
//   node mail-server.mjs SMTP_PORT HTTP_PORT
//
//   GET /mails            every mail, oldest first: [{from, to, subject, text, html, raw}]
//   GET /mails?to=a@b.c   only those sent to this address
//   DELETE /mails         forget them all
//
// A recipient whose name starts with `refused` is turned away with a permanent error, so
// that a test can see what becomes of mail that cannot be delivered.

import { createServer } from "node:http";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

const MAILS_MAX = 10_000;
const [smtpPort, httpPort] = process.argv.slice(2).map(Number);
let mails = [];

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  disableReverseLookup: true,
  logger: false,
  onRcptTo({ address }, _session, done) {
    if (!address.startsWith("refused")) return done();
    done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
  },
  onData(stream, { envelope }, done) {
    readAll(stream)
      .then(async (raw) => {
        const { subject, text, html } = await PostalMime.parse(raw);
        const to = envelope.rcptTo.map(({ address }) => address.toLowerCase());
        mails.push({ from: envelope.mailFrom.address, to, subject, text, html, raw: raw.toString() });
        mails = mails.slice(-MAILS_MAX);
      })
      .then(() => done(), done);
  },
});

const http = createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname !== "/mails") return answer(response, 404, { error: "only /mails is here" });
  if (request.method === "DELETE") {
    mails = [];
    return answer(response, 200, []);
  }
  const to = url.searchParams.get("to")?.toLowerCase();
  answer(response, 200, to ? mails.filter((mail) => mail.to.includes(to)) : mails);
});

async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function answer(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

smtp.on("error", (error) => console.error(error.message));
smtp.listen(smtpPort, "127.0.0.1", () => http.listen(httpPort, "127.0.0.1"));
