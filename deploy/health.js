/** The container's health: exit code 0 when the server beside it can serve, 1 when it cannot or does not answer. */
try {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT ?? 8000}/ready`, {
    signal: AbortSignal.timeout(4000),
  });
  if (!answer.ok) console.error(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
}
