package io.pottery.quorum;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * The masters with the engines that run on them.
 */
final class DefaultQuorum implements Quorum {

	private static final Duration DEFAULT_AUTO_RELEASE_TIME = Duration.ofSeconds(10);

	/** Less than this leaves nothing once the drift of clocks is taken off. */
	private static final Duration SHORTEST_AUTO_RELEASE_TIME = Duration.ofMillis(10);

	private static final int DEFAULT_MAX_EXTENSIONS = 3;

	private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);

	private static final int DEFAULT_MAX_TRIES = 3;

	private final Electorate electorate;

	private final LockEngine locks;

	private final IdEngine ids;

	private final ThreadHolds holds = new ThreadHolds();

	private final Callbacks callbacks;

	private final LeaseKeeper keeper;

	private final String keyPrefix;

	private final Duration maxLease;

	private DefaultQuorum(Builder builder, QuorumScheduler scheduler) {
		this.electorate = new Electorate(builder.masters, builder.restartPolicy, scheduler, builder.maxLease,
				builder.masterTimeout);
		RandomGenerator random = (builder.random != null) ? builder.random : new SecureRandom();
		this.ids = new IdEngine(this.electorate, builder.clock, scheduler, random, builder.masterTimeout,
				builder.maxLease);
		this.locks = new LockEngine(this.electorate, this.ids, builder.clock, scheduler, random, builder.masterTimeout);
		this.callbacks = new Callbacks(builder.executor);
		this.keeper = new LeaseKeeper(this.callbacks);
		this.keyPrefix = builder.keyPrefix;
		this.maxLease = builder.maxLease;
	}

	@Override
	public List<Master> masters() {
		return this.electorate.masters();
	}

	@Override
	public int majority() {
		return Answers.majorityOf(this.electorate.size());
	}

	@Override
	public RedlockBuilder redlock(String key) {
		return new LockBuilder(Objects.requireNonNull(key, "key"));
	}

	@Override
	public NextIdBuilder nextId(String key) {
		return new IdBuilder(Objects.requireNonNull(key, "key"));
	}

	@Override
	public void close() {
		this.locks.close();
		this.ids.close();
		this.keeper.close();
		this.electorate.close();
	}

	@Override
	public List<UnsuitableMaster> unsuitableMasters() {
		return this.electorate.suitability().unsuitable();
	}

	@Override
	public CompletionStage<Void> firstContact() {
		return this.electorate.suitability().firstContact().copy();
	}

	/**
	 * Sets up a quorum.
	 */
	static final class Builder implements QuorumBuilder {

		private List<Master> masters = List.of();

		private @Nullable QuorumScheduler scheduler;

		private QuorumClock clock = QuorumClock.system();

		private @Nullable RandomGenerator random;

		private Executor executor = Runnable::run;

		private String keyPrefix = "";

		private Duration maxLease = Duration.ofSeconds(30);

		private Duration masterTimeout = Duration.ofMillis(250);

		private RestartPolicy restartPolicy = RestartPolicy.QUARANTINE;

		@Override
		public QuorumBuilder masters(List<? extends Master> masters) {
			this.masters = List.copyOf(masters);
			return this;
		}

		@Override
		public QuorumBuilder scheduler(QuorumScheduler scheduler) {
			this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
			return this;
		}

		@Override
		public QuorumBuilder clock(QuorumClock clock) {
			this.clock = Objects.requireNonNull(clock, "clock");
			return this;
		}

		@Override
		public QuorumBuilder random(RandomGenerator random) {
			this.random = Objects.requireNonNull(random, "random");
			return this;
		}

		@Override
		public QuorumBuilder executor(Executor executor) {
			this.executor = Objects.requireNonNull(executor, "executor");
			return this;
		}

		@Override
		public QuorumBuilder keyPrefix(String keyPrefix) {
			this.keyPrefix = Objects.requireNonNull(keyPrefix, "keyPrefix");
			return this;
		}

		@Override
		public QuorumBuilder maxLease(Duration maxLease) {
			this.maxLease = positive(maxLease, "maxLease");
			return this;
		}

		@Override
		public QuorumBuilder masterTimeout(Duration masterTimeout) {
			this.masterTimeout = positive(masterTimeout, "masterTimeout");
			return this;
		}

		@Override
		public QuorumBuilder restartPolicy(RestartPolicy restartPolicy) {
			this.restartPolicy = Objects.requireNonNull(restartPolicy, "restartPolicy");
			return this;
		}

		@Override
		public Quorum build() {
			if (this.masters.isEmpty()) {
				throw new IllegalStateException("A quorum needs at least one master");
			}
			Set<String> names = new HashSet<>();
			for (Master master : this.masters) {
				if (!names.add(master.name())) {
					throw new IllegalArgumentException("Two masters are named '" + master.name()
							+ "': a master that votes twice is no independent one");
				}
			}
			if (this.scheduler == null) {
				throw new IllegalStateException("A quorum needs a scheduler");
			}
			return new DefaultQuorum(this, this.scheduler);
		}

		private static Duration positive(Duration duration, String name) {
			if (duration.isZero() || duration.isNegative()) {
				throw new IllegalArgumentException("'" + name + "' must be positive, was " + duration);
			}
			return duration;
		}

	}

	/**
	 * Sets up a lock.
	 */
	private final class LockBuilder implements RedlockBuilder {

		private final String key;

		private Duration autoReleaseTime = DEFAULT_AUTO_RELEASE_TIME;

		private int maxExtensions = DEFAULT_MAX_EXTENSIONS;

		private boolean failWhenQuorumImpossible = true;

		private Duration quorumPatience = DEFAULT_PATIENCE;

		private boolean autoExtend;

		private boolean interruptOnLost;

		private boolean fenced;

		LockBuilder(String key) {
			this.key = key;
		}

		@Override
		public RedlockBuilder autoReleaseTime(Duration autoReleaseTime) {
			this.autoReleaseTime = Objects.requireNonNull(autoReleaseTime, "autoReleaseTime");
			return this;
		}

		@Override
		public RedlockBuilder maxExtensions(int maxExtensions) {
			if (maxExtensions < 0) {
				throw new IllegalArgumentException("'maxExtensions' must not be negative, was " + maxExtensions);
			}
			this.maxExtensions = maxExtensions;
			return this;
		}

		@Override
		public RedlockBuilder autoExtend(boolean autoExtend) {
			this.autoExtend = autoExtend;
			return this;
		}

		@Override
		public RedlockBuilder interruptOnLost(boolean interruptOnLost) {
			this.interruptOnLost = interruptOnLost;
			return this;
		}

		@Override
		public RedlockBuilder fenced(boolean fenced) {
			List<Master> masters = DefaultQuorum.this.masters();
			if (fenced && masters.size() == 1 && masters.get(0).failsOver()) {
				throw new IllegalStateException("The lock '" + this.key + "' cannot be fenced: a failover of its one "
						+ "master, '" + masters.get(0).name() + "', forgets tokens, and gives them out again; "
						+ "name independent servers as masters, in 'pottery.masters'");
			}
			this.fenced = fenced;
			return this;
		}

		@Override
		public RedlockBuilder failWhenQuorumImpossible(boolean fail) {
			this.failWhenQuorumImpossible = fail;
			return this;
		}

		@Override
		public RedlockBuilder quorumPatience(Duration patience) {
			if (patience.isNegative()) {
				throw new IllegalArgumentException("'quorumPatience' must not be negative, was " + patience);
			}
			this.quorumPatience = patience;
			return this;
		}

		@Override
		public Redlock build() {
			if (this.autoReleaseTime.compareTo(SHORTEST_AUTO_RELEASE_TIME) < 0) {
				throw new IllegalArgumentException("'autoReleaseTime' of the lock '" + this.key + "' must be at least "
						+ SHORTEST_AUTO_RELEASE_TIME.toMillis() + " ms, was " + this.autoReleaseTime);
			}
			if (this.autoReleaseTime.compareTo(DefaultQuorum.this.maxLease) > 0) {
				throw new IllegalArgumentException("'autoReleaseTime' of the lock '" + this.key + "' is "
						+ this.autoReleaseTime + ", longer than the longest lease of these masters, "
						+ DefaultQuorum.this.maxLease
						+ "; ask for less, or raise 'pottery.redlock.max-lease' in every client of these masters");
			}
			LockTerms terms = new LockTerms(this.key, LockTerms.PREFIX + DefaultQuorum.this.keyPrefix + this.key,
					this.autoReleaseTime, this.maxExtensions, this.failWhenQuorumImpossible, this.quorumPatience,
					this.autoExtend, this.interruptOnLost, this.fenced);
			return new DefaultRedlock(DefaultQuorum.this.locks, terms, DefaultQuorum.this.holds,
					DefaultQuorum.this.keeper);
		}

	}

	/**
	 * Sets up a sequence of ids.
	 */
	private final class IdBuilder implements NextIdBuilder {

		private final String key;

		private int maxTries = DEFAULT_MAX_TRIES;

		IdBuilder(String key) {
			this.key = key;
		}

		@Override
		public NextIdBuilder maxTries(int maxTries) {
			if (maxTries < 1) {
				throw new IllegalArgumentException("'maxTries' must be at least 1, was " + maxTries);
			}
			this.maxTries = maxTries;
			return this;
		}

		@Override
		public NextId build() {
			return new DefaultNextId(DefaultQuorum.this.ids, this.key,
					"nextid:" + DefaultQuorum.this.keyPrefix + this.key, this.maxTries, DefaultQuorum.this.callbacks);
		}

	}

}
