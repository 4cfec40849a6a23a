package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;
import io.pottery.quorum.MasterException.Reason;

/**
 * The masters, and who of them may vote.
 */
final class Electorate {

	private final List<Master> masters;

	private final Suitability suitability;

	private final @Nullable Markers markers;

	private volatile KeyListener keyListener = (master, key) -> {
	};

	Electorate(List<Master> masters, RestartPolicy policy, QuorumScheduler scheduler, Duration maxLease,
			Duration masterTimeout) {
		this.masters = masters;
		this.suitability = new Suitability(masters, policy);
		this.markers = (policy == RestartPolicy.QUARANTINE) ? new Markers(this, scheduler, maxLease, masterTimeout)
				: null;
		for (int i = 0; i < masters.size(); i++) {
			masters.get(i).listen(new Link(i));
		}
		if (this.markers != null) {
			this.markers.start();
		}
	}

	List<Master> masters() {
		return this.masters;
	}

	int size() {
		return this.masters.size();
	}

	String name(int master) {
		return this.masters.get(master).name();
	}

	Suitability suitability() {
		return this.suitability;
	}

	/**
	 * Sets who is told of keys that may have changed.
	 */
	void onChange(KeyListener listener) {
		this.keyListener = listener;
	}

	/**
	 * Asks all masters at once.
	 * @param <T> the decision
	 * @param script what to ask
	 * @param key the key that it is about
	 * @param args its arguments
	 * @param deadline how long one master may take
	 * @param judge what decides
	 * @return the decision
	 */
	<T> CompletableFuture<T> round(Script script, String key, List<String> args, Duration deadline,
			Round.Judge<T> judge) {
		return round(script, key, args, deadline, judge, (answers) -> {
		});
	}

	<T> CompletableFuture<T> round(Script script, String key, List<String> args, Duration deadline,
			Round.Judge<T> judge, Consumer<Answers> end) {
		// The first masters' markers are read before anybody votes.
		if (this.markers != null && !this.markers.ready().isDone()) {
			return this.markers.ready()
				.thenCompose((ready) -> Round.start(this, script, keys(key), args, deadline, judge, end));
		}
		return Round.start(this, script, keys(key), args, deadline, judge, end);
	}

	/**
	 * Asks one master.
	 */
	CompletableFuture<@Nullable Object> ask(int master, Script script, String key, List<String> args,
			Duration deadline) {
		return send(master, script, keys(key), args, deadline);
	}

	CompletableFuture<@Nullable Object> send(int master, Script script, List<String> keys, List<String> args,
			Duration deadline) {
		String unsuitable = this.suitability.problem(master);
		if (unsuitable != null) {
			return CompletableFuture.failedFuture(failure(master, Reason.NOT_VOTING, unsuitable, null));
		}
		return sent(master, script, keys, args, deadline).<@Nullable Object>handle((reply, ex) -> {
			if (ex != null) {
				throw failure(master, ex);
			}
			// What was sent while the connection was opened was sent to who knows whom.
			String unsuitableNow = this.suitability.problem(master);
			if (unsuitableNow != null) {
				throw failure(master, Reason.NOT_VOTING, unsuitableNow, null);
			}
			String noVote = QuorumScripts.noVote(reply);
			if (noVote != null && this.markers != null) {
				throw failure(master, Reason.NOT_VOTING, this.markers.noVote(master, noVote), null);
			}
			return reply;
		}).toCompletableFuture();
	}

	private CompletionStage<@Nullable Object> sent(int master, Script script, List<String> keys, List<String> args,
			Duration deadline) {
		try {
			return this.masters.get(master).send(script, keys, args, deadline);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private List<String> keys(String key) {
		return (this.markers != null) ? List.of(key, Markers.KEY, Markers.COUNTERS) : List.of(key);
	}

	void close() {
		if (this.markers != null) {
			this.markers.close();
		}
	}

	private MasterException failure(int master, Throwable ex) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		if (cause instanceof MasterException failure) {
			return failure;
		}
		return failure(master, Reason.UNANSWERED, String.valueOf(cause), cause);
	}

	MasterException failure(int master, Reason reason, String words, @Nullable Throwable cause) {
		return new MasterException(name(master), reason, words, cause);
	}

	/**
	 * Told that a key may have changed.
	 */
	@FunctionalInterface
	interface KeyListener {

		void changed(int master, @Nullable String key);

	}

	/**
	 * What one master tells.
	 */
	private final class Link implements MasterListener {

		private final int master;

		Link(int master) {
			this.master = master;
		}

		@Override
		public void connected(ServerFacts facts) {
			Electorate.this.suitability.connected(this.master, facts);
			if (Electorate.this.markers != null) {
				Electorate.this.markers.check();
			}
			// What changed while there was no connection was told to nobody.
			changed(null);
		}

		@Override
		public void unreachable() {
			Electorate.this.suitability.unreachable(this.master);
		}

		@Override
		public void changed(@Nullable String key) {
			Electorate.this.keyListener.changed(this.master, key);
		}

	}

}
