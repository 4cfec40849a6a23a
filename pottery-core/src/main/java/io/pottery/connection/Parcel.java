package io.pottery.connection;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;
import io.pottery.quorum.MasterException;
import io.pottery.quorum.MasterException.Reason;
import io.pottery.quorum.QuorumScheduler;

/**
 * One script on its way to a master, and the answer. Either the connection takes it or
 * the end of its time does: a script that was reported as never sent is never sent.
 */
final class Parcel {

	private static final Keyword EVAL = new Keyword("EVAL");

	/** A timer that is late by more was not the only thing that stood still. */
	private static final Duration STANDSTILL = Duration.ofMillis(20);

	private final String master;

	private final CommandArgs<byte[], byte[]> args;

	private final AtomicBoolean taken = new AtomicBoolean();

	private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();

	Parcel(String master, Script script, List<String> keys, List<String> args) {
		this.master = master;
		this.args = new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script.source()).add(keys.size());
		keys.forEach((key) -> this.args.addKey(bytes(key)));
		args.forEach((arg) -> this.args.add(bytes(arg)));
	}

	CompletionStage<@Nullable Object> answer() {
		return this.answer;
	}

	/**
	 * Ends the wait for the answer after a time. Where this process stood still
	 * meanwhile, answers may lie unread on the connection: then they get one more moment.
	 * @param limit the time
	 * @param scheduler what waits for its end
	 */
	void expireAfter(Duration limit, QuorumScheduler scheduler) {
		if (!this.answer.isDone()) {
			long due = System.nanoTime() + limit.toNanos();
			expireAfter(limit, scheduler, () -> {
				if (System.nanoTime() - due > STANDSTILL.toNanos()) {
					expireAfter(STANDSTILL, scheduler, () -> expire(limit));
				}
				else {
					expire(limit);
				}
			});
		}
	}

	private void expireAfter(Duration time, QuorumScheduler scheduler, Runnable end) {
		Runnable cancel = scheduler.schedule(end, time);
		this.answer.whenComplete((reply, ex) -> cancel.run());
	}

	private void expire(Duration limit) {
		String words = "within " + limit.toMillis() + " ms";
		if (!neverSent("no connection " + words, null)) {
			fail(Reason.UNANSWERED, words, null);
		}
	}

	void send(MasterClient.Line line) {
		if (!this.taken.compareAndSet(false, true)) {
			return;
		}
		try {
			this.args.add(bytes(line.runId()));
			line.commands()
				.dispatch(EVAL, new ReplyOutput((bytes) -> new String(bytes, StandardCharsets.UTF_8)), this.args)
				.whenComplete((reply, ex) -> {
					if (ex == null) {
						this.answer.complete(reply);
					}
					else {
						fail(ex);
					}
				});
		}
		catch (RuntimeException ex) {
			// The client refuses at once what it has no room for.
			fail(Reason.UNREACHABLE, NoReplyException.innermost(ex), ex);
		}
	}

	/**
	 * Gives the parcel up, unless it was sent.
	 * @param words why it was not
	 * @param cause what the client threw, if anything
	 * @return whether it was given up
	 */
	boolean neverSent(String words, @Nullable Throwable cause) {
		if (!this.taken.compareAndSet(false, true)) {
			return false;
		}
		fail(Reason.UNREACHABLE, words, cause);
		return true;
	}

	private void fail(Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		Reason reason = (cause instanceof RedisCommandExecutionException) ? Reason.REFUSED : Reason.UNANSWERED;
		fail(reason, NoReplyException.innermost(cause), cause);
	}

	private void fail(Reason reason, String words, @Nullable Throwable cause) {
		this.answer.completeExceptionally(new MasterException(this.master, reason, words, cause));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
