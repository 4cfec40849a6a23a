package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * One command on its way to a master, and its answer on the way back.
 */
final class SimulatedParcel {

	private final SimulatedLink link;

	private final Script script;

	private final List<String> keys;

	private final List<String> args;

	private final @Nullable SimulatedTally tally;

	private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();

	/** Its place on its connection. */
	private int number;

	private Runnable cancelDeadline = () -> {
	};

	SimulatedParcel(SimulatedLink link, Script script, List<String> keys, List<String> args,
			@Nullable SimulatedTally tally) {
		this.link = link;
		this.script = script;
		this.keys = keys;
		this.args = args;
		this.tally = tally;
	}

	/**
	 * Returns what the script does, whether it is guarded or not.
	 */
	String scriptName() {
		return SimulatedStore.nameOf(this.script.name());
	}

	String key() {
		return this.keys.get(0);
	}

	List<String> args() {
		return this.args;
	}

	CompletableFuture<@Nullable Object> answer() {
		return this.answer;
	}

	int number() {
		return this.number;
	}

	void number(int number) {
		this.number = number;
	}

	void deadline(Runnable cancel) {
		this.cancelDeadline = cancel;
	}

	boolean isOfLock() {
		return key().startsWith("redlock:");
	}

	/**
	 * Lets a server execute this.
	 * @param store its data
	 * @param runId the run id of the process that the connection led to when it was
	 * opened
	 * @param millis its clock
	 */
	@Nullable Object execute(SimulatedStore store, String runId, long millis) {
		List<String> all = new ArrayList<>(this.args);
		all.add(runId);
		return store.execute(this.script.name(), this.keys, all, millis);
	}

	boolean isDone() {
		return this.answer.isDone();
	}

	void reply(@Nullable Object reply) {
		if (isDone()) {
			return;
		}
		this.cancelDeadline.run();
		if (reply instanceof SimulatedStore.ErrorReply error) {
			fail(MasterException.Reason.REFUSED, String.valueOf(error.getMessage()));
			return;
		}
		if (this.tally != null) {
			this.tally.replied(reply);
		}
		this.answer.complete(reply);
	}

	void fail(MasterException.Reason reason, String words) {
		if (isDone()) {
			return;
		}
		this.cancelDeadline.run();
		if (this.tally != null) {
			this.tally.failed();
		}
		this.answer.completeExceptionally(new MasterException(this.link.name(), reason, words, null));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.link.client().name());
		text.append(' ').append(scriptName()).append(' ').append(key());
		this.args.forEach((arg) -> text.append(' ').append((arg.length() > 8) ? arg.substring(0, 8) : arg));
		return text.toString();
	}

}
