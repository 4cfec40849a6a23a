package io.pottery.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.ClientResources;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.connection.MasterClient.Line;
import io.pottery.internal.script.Script;
import io.pottery.quorum.Master;
import io.pottery.quorum.MasterListener;
import io.pottery.quorum.QuorumScheduler;

/*
 * What a lock needs of a connection, and the client does not do by itself:
 *
 * - No command is ever sent twice. The client's own reconnecting would replay what was
 *   under way, so it is off, and a lost connection is opened anew from here.
 * - Commands are executed in the order of sending, whichever threads send them: they stand
 *   in one line here, one thread at a time writes them, and it is none of the client's.
 * - Scripts are sent by EVAL with their text: after a NOSCRIPT the second try would run
 *   behind the release that was to undo the first.
 * - A command whose time is up is not taken back once it was written: it may have left,
 *   and what is sent to undo it must find it in front.
 * - While there is no connection, commands fail at once. Only the very first ones wait for
 *   the connection that is being opened.
 */
/**
 * One master on one connection.
 */
final class LettuceMaster implements Master {

	private static final Logger logger = LoggerFactory.getLogger(LettuceMaster.class);

	private static final Duration SHORTEST_RECONNECT = Duration.ofMillis(20);

	private static final Duration LONGEST_RECONNECT = Duration.ofMillis(500);

	/** How long closing waits for a connection that is being opened. */
	private static final Duration LONGEST_OPENING = Duration.ofSeconds(1);

	private final String name;

	private final boolean failsOver;

	private final @Nullable Duration timeout;

	private final MasterClient client;

	private final QuorumScheduler scheduler;

	private volatile @Nullable MasterListener listener;

	private State state = State.CONNECTING;

	private @Nullable Line line;

	/** What was sent and not yet written, in order. */
	private List<Parcel> outbox = new ArrayList<>();

	/** Whether a thread writes the outbox, or will. */
	private boolean writing;

	private String lastFailure = "not connected yet";

	private int failures;

	private CompletableFuture<@Nullable Object> opening = CompletableFuture.completedFuture(null);

	LettuceMaster(MasterSettings settings, ClientResources resources, QuorumScheduler scheduler) {
		this.name = settings.name();
		this.failsOver = settings.failsOver();
		this.timeout = settings.timeout();
		this.client = new MasterClient(settings, resources);
		this.scheduler = scheduler;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean failsOver() {
		return this.failsOver;
	}

	@Override
	public CompletionStage<@Nullable Object> send(Script script, List<String> keys, List<String> args,
			Duration deadline) {
		Parcel parcel = new Parcel(this.name, script, keys, args);
		String problem = post(parcel);
		if (problem != null) {
			parcel.neverSent(problem, null);
		}
		flush();
		Duration own = this.timeout;
		parcel.expireAfter((own != null && own.compareTo(deadline) < 0) ? own : deadline, this.scheduler);
		return parcel.answer();
	}

	@Override
	public void listen(MasterListener listener) {
		this.listener = listener;
		Line open;
		boolean down;
		synchronized (this) {
			open = this.line;
			down = this.state == State.DOWN;
		}
		if (open != null) {
			listener.connected(open.facts());
		}
		else if (down) {
			listener.unreachable();
		}
	}

	private void changed(@Nullable String key) {
		MasterListener told = this.listener;
		if (told != null) {
			told.changed(key);
		}
	}

	/**
	 * Puts a parcel behind all others.
	 * @return why that is impossible, {@code null} if it is done
	 */
	private synchronized @Nullable String post(Parcel parcel) {
		if (this.state == State.DOWN || this.state == State.CLOSED) {
			return this.lastFailure;
		}
		if (this.outbox.size() >= MasterClient.MOST_UNANSWERED) {
			return "too many commands wait for the connection";
		}
		this.outbox.add(parcel);
		return null;
	}

	private void flush() {
		if (!startWriting()) {
			return;
		}
		if (Thread.currentThread() instanceof FastThreadLocalThread) {
			// What such a thread writes leaves before what others have handed to it.
			this.scheduler.schedule(this::write, Duration.ZERO);
		}
		else {
			write();
		}
	}

	private synchronized boolean startWriting() {
		if (this.line == null || this.writing || this.outbox.isEmpty()) {
			return false;
		}
		this.writing = true;
		return true;
	}

	private void write() {
		Batch batch = next();
		while (batch != null) {
			batch.send();
			batch = next();
		}
	}

	private synchronized @Nullable Batch next() {
		if (this.line == null || this.outbox.isEmpty()) {
			this.writing = false;
			return null;
		}
		Batch batch = new Batch(this.line, this.outbox);
		this.outbox = new ArrayList<>();
		return batch;
	}

	/**
	 * Starts to connect; called again after every failure and loss, until closed.
	 */
	void connect() {
		CompletableFuture<@Nullable Object> attempt = new CompletableFuture<>();
		synchronized (this) {
			if (this.state == State.CLOSED) {
				return;
			}
			this.opening = attempt;
		}
		this.client.connect(this::lost, this::changed).whenComplete((opened, ex) -> {
			if (ex != null) {
				failed(ex);
			}
			else {
				connected(opened);
			}
			attempt.complete(null);
		});
	}

	private void connected(Line opened) {
		synchronized (this) {
			if (this.state == State.CLOSED) {
				opened.close();
				return;
			}
			if (this.failures > 0) {
				logger.info("Master '{}' is connected again", this.name);
			}
			this.failures = 0;
			this.line = opened;
			this.state = State.CONNECTED;
		}
		flush();
		MasterListener told = this.listener;
		if (told != null) {
			told.connected(opened.facts());
		}
		if (!opened.isOpen()) {
			lost(opened);
		}
	}

	private void failed(Throwable ex) {
		String words = NoReplyException.innermost(ex);
		List<Parcel> unsent;
		synchronized (this) {
			if (this.state == State.CLOSED) {
				return;
			}
			if (this.failures++ == 0) {
				logger.warn("Master '{}' cannot be reached, and is tried again until it can: {}", this.name, words);
			}
			unsent = down(State.DOWN, words);
		}
		unsent.forEach((parcel) -> parcel.neverSent(words, ex));
		MasterListener told = this.listener;
		if (told != null) {
			told.unreachable();
		}
		connectLater();
	}

	private void lost(Line which) {
		String words = "the connection was lost";
		List<Parcel> unsent;
		synchronized (this) {
			if (this.line != which || this.state == State.CLOSED) {
				return;
			}
			logger.warn("Master '{}' is lost, and is tried again until it is back", this.name);
			this.failures = 1;
			unsent = down(State.DOWN, words);
		}
		which.close();
		unsent.forEach((parcel) -> parcel.neverSent(words, null));
		connectLater();
	}

	/**
	 * Closes the connection.
	 * @return completed when nothing is under way any more
	 */
	CompletableFuture<Void> close() {
		String words = "its Pottery was closed";
		List<Parcel> unsent;
		CompletableFuture<@Nullable Object> attempt;
		synchronized (this) {
			attempt = this.opening;
			unsent = down(State.CLOSED, words);
		}
		unsent.forEach((parcel) -> parcel.neverSent(words, null));
		// The client forgets a connection that is still being opened: it must be there to
		// be closed with the others.
		return attempt.copy()
			.completeOnTimeout(null, LONGEST_OPENING.toNanos(), TimeUnit.NANOSECONDS)
			.thenCompose((ended) -> this.client.close());
	}

	private synchronized List<Parcel> down(State how, String words) {
		List<Parcel> unsent = this.outbox;
		this.outbox = new ArrayList<>();
		this.line = null;
		this.state = how;
		this.lastFailure = words;
		return unsent;
	}

	private void connectLater() {
		long most = Math.min(LONGEST_RECONNECT.toNanos(), SHORTEST_RECONNECT.toNanos() << Math.min(this.failures, 10));
		long pause = ThreadLocalRandom.current().nextLong(most / 2, most);
		this.scheduler.schedule(this::connect, Duration.ofNanos(pause));
	}

	@Override
	public String toString() {
		return "Master '" + this.name + "'";
	}

	private record Batch(Line line, List<Parcel> parcels) {

		void send() {
			this.parcels.forEach((parcel) -> parcel.send(this.line));
		}

	}

	private enum State {

		/** The first connection is being opened: commands wait for it. */
		CONNECTING,

		/** Commands are written. */
		CONNECTED,

		/** There was a connection, or none could be had: commands fail at once. */
		DOWN,

		/** Closed for good. */
		CLOSED

	}

}
