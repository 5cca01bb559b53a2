import { signedIn } from "@/lib/platform/auth/require-actor";
import { listen, mayHear } from "@/lib/platform/events/stream";
import { isDraining, onShutdown } from "@/lib/platform/launch/shutdown";

export const dynamic = "force-dynamic";

/** A stream is ended after this long and the browser opens a new one, which asks who is signed in again: a revoked session goes quiet. */
const STREAM_SECONDS = 300;
const BEAT_SECONDS = 20;

/** Server-sent events: what changed within the actor's reach. One stream a browser; tabs share it. */
export async function GET(request: Request): Promise<Response> {
  // A server about to stop takes no new stream; the browser asks again in two seconds.
  if (isDraining()) return new Response(null, { status: 503, headers: { "retry-after": "2" } });
  const person = await signedIn();
  if (!person) return new Response(null, { status: 401 });
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      send("retry: 2000\n\n");
      const stop = listen((event) => {
        if (!mayHear(person.actor, event)) return;
        const { type, documentKind, documentId, documentNumber, actorName, at } = event;
        send(
          `id: ${event.id}\ndata: ${JSON.stringify({ type, documentKind, documentId, documentNumber, actorName, at })}\n\n`,
        );
      });
      const beat = setInterval(() => send(": beat\n\n"), BEAT_SECONDS * 1000);
      const end = () => {
        stop();
        forget();
        clearInterval(beat);
        clearTimeout(timer);
        try {
          controller.close();
        } catch {
          // the browser had closed it already
        }
      };
      const forget = onShutdown("event stream", end);
      const timer = setTimeout(end, STREAM_SECONDS * 1000);
      request.signal.addEventListener("abort", end);
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
