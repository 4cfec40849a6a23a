package io.pottery.quorum;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Knows the truth about the masters, and compares it after every event with what the
 * processes believe and were told.
 */
final class SimulatedReferee {

	/** How long things may take that need no fault to take long. */
	private static final long SLACK_NANOS = 10 * SimulatedWorld.MILLI;

	private static final int MOST_IN_A_ROW = 8;

	private static final long GLANCE_NANOS = 8 * SimulatedWorld.MILLI;

	/** Nobody needs to know a lease's token but its masters, and whoever judges them. */
	private static final Field TOKEN = tokenField();

	private final SimulatedWorld world;

	private final boolean quarantined;

	private final List<SimulatedMaster> masters;

	private final List<SimulatedClient> clients;

	private final List<String> redisKeys;

	private final Map<String, Token> tokens = new HashMap<>();

	private final List<Holding> holdings = new ArrayList<>();

	private final List<Waiting> waits = new ArrayList<>();

	private final List<SimulatedTally> rounds = new ArrayList<>();

	private final List<SimulatedTally> counted = new ArrayList<>();

	private final Map<String, Long> freeSince = new HashMap<>();

	private final Map<String, TreeSet<Long>> fences = new HashMap<>();

	private long nextGlance;

	private boolean calm;

	SimulatedReferee(SimulatedWorld world, List<SimulatedMaster> masters, List<SimulatedClient> clients,
			List<String> redisKeys, boolean quarantined) {
		this.world = world;
		this.quarantined = quarantined;
		this.masters = masters;
		this.clients = clients;
		this.redisKeys = redisKeys;
	}

	int majority() {
		return this.masters.size() / 2 + 1;
	}

	/**
	 * Returns how many masters can say no, and a majority still says yes.
	 */
	int minority() {
		return this.masters.size() - majority();
	}

	void calm() {
		this.calm = true;
	}

	boolean isCalm() {
		return this.calm;
	}

	/**
	 * Hears of each command before it is sent.
	 */
	void sends(SimulatedClient client, SimulatedLink link, String script, String key, List<String> args) {
		switch (script) {
			case "acquire-if-free" -> {
				begin(client, link, key, args.get(0));
			}
			case "pass-on-if-owner" -> {
				Token from = this.tokens.get(args.get(0));
				this.world.check(from != null && from.client == client && from.key.equals(key),
						"a lock was passed on that is not of this process");
				if (from != null) {
					from.close();
				}
				Token next = begin(client, link, key, args.get(1));
				next.inARow = (from != null) ? from.inARow + 1 : 0;
				this.world.check(next.inARow <= MOST_IN_A_ROW, "a lock was passed on too often in a row");
			}
			case "extend-if-owner" -> {
				Token token = this.tokens.get(args.get(0));
				this.world.check(token != null && token.client == client && !token.closed(),
						"a lease was renewed after its release");
			}
			case "release-if-owner" -> {
				Token token = this.tokens.get(args.get(0));
				this.world.check(token != null && token.client == client, "a release of no token of this process");
				if (token != null) {
					token.close();
				}
			}
			default -> {
			}
		}
	}

	private Token begin(SimulatedClient client, SimulatedLink link, String key, String name) {
		Token token = this.tokens.computeIfAbsent(name, (one) -> new Token(client, key, one));
		this.world.check(token.client == client && token.key.equals(key) && !token.links.contains(link),
				"a token was used for two attempts");
		this.world.check(!token.closed(), "an attempt went on after it had been undone");
		token.links.add(link);
		this.world.check(client.isCounting() || isAwaited(client, key), "an attempt was made for nobody");
		for (Waiting wait : this.waits) {
			if (wait.client == client && wait.terms.redisKey().equals(key)) {
				wait.lastTry = client.actsAt();
			}
		}
		return token;
	}

	private boolean isAwaited(SimulatedClient client, String key) {
		for (Waiting wait : this.waits) {
			if (wait.client == client && wait.terms.redisKey().equals(key)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Counts a round of which the caller will be told.
	 */
	SimulatedTally round(SimulatedClient client, String script, @Nullable String token, LockTerms terms) {
		// A lease that is passed on waits as long as the next one asked for.
		long deadline = script.equals("release-if-owner") ? SimulatedPlan.MASTER_TIMEOUT_MILLIS * SimulatedWorld.MILLI
				: SimulatedPlan.deadlineNanos(terms);
		SimulatedTally tally = new SimulatedTally(this, client, script, token, deadline * 101 / 100 + SLACK_NANOS);
		this.rounds.add(tally);
		return tally;
	}

	void counted(SimulatedTally tally) {
		this.counted.add(tally);
	}

	Waiting waits(SimulatedClient client, LockTerms terms, @Nullable Duration wait) {
		Waiting waiting = new Waiting(client, terms, wait);
		this.waits.add(waiting);
		return waiting;
	}

	void waited(Waiting waiting) {
		this.waits.remove(waiting);
	}

	/**
	 * Hears that a caller was given a lease.
	 */
	Holding given(SimulatedClient client, LockTerms terms, DefaultLease lease) {
		String name = tokenOf(lease);
		Token token = this.tokens.get(name);
		this.world.check(lease.isValid(), "a lease was given that is over");
		if (token == null || token.client != client) {
			this.world.violated("a lease was given that its process did not ask for");
		}
		else {
			this.world.check(!token.closed(), "a lease was given that had been released");
			long left = lease.remaining().toNanos();
			long fair = terms.reliableNanos() - client.elapsedNanos(token.begun);
			this.world.check(left >= fair - 2 * SimulatedWorld.MILLI,
					"a lease was given with less than its masters guarantee");
			this.world.check(left <= terms.reliableNanos(), "a lease was given that is longer than what was asked for");
			token.held = true;
			if (terms.fenced()) {
				fenced(token, lease.fencingToken());
			}
		}
		Holding holding = new Holding(client, terms, lease, token);
		this.holdings.add(holding);
		this.world.trace("%s holds %s by %s", client, terms.key(), name);
		return holding;
	}

	private void fenced(Token token, long fence) {
		this.world.check(fence > token.fenceBefore,
				"a fencing token is no larger than one that was given before the lock was asked for");
		this.world.check(this.fences.computeIfAbsent(token.key, (key) -> new TreeSet<>()).add(fence),
				"a fencing token was given twice");
	}

	private long largestFence(String key) {
		TreeSet<Long> given = this.fences.get(key);
		return (given != null) ? given.last() : 0;
	}

	/**
	 * Hears that nobody has a lease any more, or that it is being released.
	 */
	void givenUp(Holding holding) {
		holding.released = true;
		if (holding.token != null) {
			holding.token.close();
		}
	}

	void forget(Holding holding) {
		this.holdings.remove(holding);
	}

	/**
	 * Hears that a process is no more: it holds nothing and waits for nothing.
	 */
	void died(SimulatedClient client) {
		this.holdings.removeIf((holding) -> holding.client == client);
		this.waits.removeIf((waiting) -> waiting.client == client);
		this.rounds.removeIf((round) -> round.client() == client);
	}

	/**
	 * Looks at everything that must hold at any moment.
	 */
	void look() {
		for (int i = 0; i < this.holdings.size(); i++) {
			look(this.holdings.get(i), i);
		}
		if (!this.counted.isEmpty()) {
			for (SimulatedTally tally : this.counted) {
				if (tally.isOpen() && (tally.yes() >= majority() || tally.failures() > minority())) {
					this.world.violated("a round waits for what cannot change it: " + tally);
				}
			}
			this.counted.clear();
		}
		if (this.world.now() >= this.nextGlance) {
			this.nextGlance = this.world.now() + GLANCE_NANOS;
			glance();
		}
	}

	private void look(Holding holding, int position) {
		if (holding.client.isDead()) {
			return;
		}
		long left = holding.lease.remaining().toNanos();
		if (left <= 0) {
			this.world.check(left == 0, "a lease has less than nothing left");
			holding.over = true;
			return;
		}
		if (holding.released) {
			this.world.violated("a lease is valid that was released");
		}
		if (holding.over) {
			this.world.violated("a lease came back to life");
		}
		if (holding.left - left > holding.client.elapsedNanos(holding.read) + SimulatedWorld.MILLI) {
			this.world.violated("a lease was shortened");
		}
		holding.left = left;
		holding.read = holding.client.read();
		for (int i = 0; i < position; i++) {
			Holding other = this.holdings.get(i);
			if (other.terms.redisKey().equals(holding.terms.redisKey()) && !other.client.isDead()
					&& other.lease.isValid()) {
				this.world.violated("two valid leases of '" + holding.terms.key() + "'");
			}
		}
		if (guaranteedUntil(holding) < this.world.now() + left / holding.client.clockRate()) {
			this.world.violated("a lease promises more than its masters guarantee");
		}
	}

	/**
	 * Returns until when, in true time, a majority will hold a token if nobody touches
	 * it, or at least grants the lock to nobody else.
	 */
	long guaranteedUntil(Holding holding) {
		if (holding.token == null) {
			return 0;
		}
		return guaranteedUntil(holding.terms.redisKey(), holding.token.name);
	}

	/**
	 * Returns when the first of the masters that hold a token will let it go.
	 */
	long leastUntil(Holding holding) {
		long least = Long.MAX_VALUE;
		for (SimulatedMaster master : this.masters) {
			long until = (holding.token != null) ? master.holdsUntil(holding.terms.redisKey(), holding.token.name) : 0;
			if (until > 0) {
				least = Math.min(least, until);
			}
		}
		return least;
	}

	private long guaranteedUntil(String redisKey, String token) {
		long[] ends = new long[this.masters.size()];
		for (int i = 0; i < ends.length; i++) {
			SimulatedMaster master = this.masters.get(i);
			ends[i] = master.holdsUntil(redisKey, token);
			if (this.quarantined) {
				ends[i] = Math.max(ends[i], master.silentUntil());
			}
		}
		java.util.Arrays.sort(ends);
		return ends[ends.length - majority()];
	}

	private static String tokenOf(DefaultLease lease) {
		try {
			return (String) TOKEN.get(lease);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Field tokenField() {
		try {
			Field field = DefaultLease.class.getDeclaredField("token");
			field.setAccessible(true);
			return field;
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Looks at what takes a while to go wrong.
	 */
	private void glance() {
		for (String key : this.redisKeys) {
			nothingIsLeft(key);
			int free = 0;
			for (SimulatedMaster master : this.masters) {
				if (master.healthy() && master.holder(key) == null) {
					free++;
				}
			}
			if (free < majority()) {
				this.freeSince.put(key, this.world.now());
			}
		}
		for (SimulatedClient client : this.clients) {
			client.links().forEach(SimulatedLink::glance);
		}
		for (int i = 0; i < this.waits.size(); i++) {
			glance(this.waits.get(i));
		}
		this.rounds.removeIf((round) -> !round.isOpen() || round.client().isDead());
		for (SimulatedTally round : this.rounds) {
			if (!round.client().isPaused() && round.isOverdue()) {
				this.world.violated("a round goes on after its deadline: " + round);
			}
		}
	}

	private void glance(Waiting wait) {
		SimulatedClient client = wait.client;
		if (client.isDead() || client.isPaused()) {
			return;
		}
		long deadline = SimulatedPlan.MASTER_TIMEOUT_MILLIS * SimulatedWorld.MILLI * 101 / 100;
		if (client.awakeNanos() > wait.endsAwake) {
			this.world.violated("a wait goes on after its time");
		}
		long quiet = Math.max(Math.max(wait.since, wait.lastTry),
				Math.max(this.freeSince.getOrDefault(wait.terms.redisKey(), 0L), client.resumedAt()));
		if (this.world.now() - quiet > SimulatedPlan.FALLBACK_MILLIS * SimulatedWorld.MILLI * 101 / 100 + deadline
				+ SLACK_NANOS) {
			this.world.violated("a waiter sleeps while the lock is free");
		}
		long patience = SimulatedPlan.PATIENCE_MILLIS + 2 * SimulatedPlan.FALLBACK_MILLIS;
		long impossible = Math.max(Math.max(wait.since, client.resumedAt()), impossibleSince(client));
		if (this.world.now() - impossible > patience * SimulatedWorld.MILLI * 101 / 100 + 3 * deadline + SLACK_NANOS) {
			this.world.violated("a wait goes on though no majority can be had");
		}
	}

	/**
	 * Returns since when the very same masters have been out of reach, so many that no
	 * majority can be had.
	 */
	private long impossibleSince(SimulatedClient client) {
		long[] since = new long[this.masters.size()];
		for (int i = 0; i < since.length; i++) {
			since[i] = client.links().get(i).unreachableSince();
		}
		java.util.Arrays.sort(since);
		return since[minority()];
	}

	/**
	 * Looks for keys of those who do not hold the lock. Where nothing hindered the
	 * undoing they must be gone.
	 */
	private void nothingIsLeft(String redisKey) {
		for (int i = 0; i < this.masters.size(); i++) {
			SimulatedMaster master = this.masters.get(i);
			String name = master.holder(redisKey);
			Token token = (name != null) ? this.tokens.get(name) : null;
			if (token == null || token.held || token.client.isDead() || token.client.isPaused()) {
				continue;
			}
			SimulatedLink link = token.client.links().get(i);
			// What waits for the first connection is given up by its own deadline each.
			if (link.lastCut() >= token.since || master.lastDeath() >= token.since
					|| link.firstConnected() >= token.since) {
				continue;
			}
			long undone = Math.max(token.client.resumedAt(), token.closed() ? token.closedAt : token.since);
			if (!token.closed()) {
				undone += SimulatedPlan.MASTER_TIMEOUT_MILLIS * SimulatedWorld.MILLI * 101 / 100;
			}
			long since = Math.max(undone, Math.max(master.lastTrouble(), link.lastTrouble()));
			if (this.world.now() - since > 2 * token.client.slowest() + SLACK_NANOS) {
				this.world.violated("a key is left of one who does not hold the lock, on " + master.name());
			}
		}
	}

	/**
	 * A caller who has a lease, or had it.
	 */
	static final class Holding {

		private final SimulatedClient client;

		private final LockTerms terms;

		private final DefaultLease lease;

		private final @Nullable Token token;

		private boolean released;

		private boolean over;

		private long left;

		private SimulatedClient.Reading read;

		Holding(SimulatedClient client, LockTerms terms, DefaultLease lease, @Nullable Token token) {
			this.client = client;
			this.terms = terms;
			this.lease = lease;
			this.token = token;
			this.read = client.read();
		}

		DefaultLease lease() {
			return this.lease;
		}

		LockTerms terms() {
			return this.terms;
		}

		@Nullable String token() {
			return (this.token != null) ? this.token.name : null;
		}

		boolean isOver() {
			return this.over;
		}

	}

	/**
	 * A caller who waits.
	 */
	final class Waiting {

		private final SimulatedClient client;

		private final LockTerms terms;

		private final long since;

		private final long endsAwake;

		private long lastTry;

		Waiting(SimulatedClient client, LockTerms terms, @Nullable Duration wait) {
			this.client = client;
			this.terms = terms;
			this.since = client.actsAt();
			if (wait == null || wait.toSeconds() > 1_000) {
				this.endsAwake = Long.MAX_VALUE;
			}
			else {
				// An attempt may be under way for another, and won by it.
				long longest = Math.max(0, wait.toNanos())
						+ 2 * SimulatedPlan.MASTER_TIMEOUT_MILLIS * SimulatedWorld.MILLI;
				this.endsAwake = client.awakeNanos() + longest * 101 / 100 + SLACK_NANOS;
			}
		}

	}

	/**
	 * The token of one attempt.
	 */
	private final class Token {

		private final SimulatedClient client;

		private final String key;

		private final String name;

		private final long since;

		private final SimulatedClient.Reading begun;

		private final List<SimulatedLink> links = new ArrayList<>(5);

		private boolean held;

		/** The largest fencing token that anybody had when the attempt began. */
		private final long fenceBefore;

		/** How many leases it follows that were passed on. */
		private int inARow;

		private long closedAt = -1;

		Token(SimulatedClient client, String key, String name) {
			this.client = client;
			this.key = key;
			this.name = name;
			this.since = client.actsAt();
			this.begun = client.read();
			this.fenceBefore = largestFence(key);
		}

		boolean closed() {
			return this.closedAt >= 0;
		}

		void close() {
			this.held = false;
			if (!closed()) {
				this.closedAt = this.client.actsAt();
			}
		}

	}

}
