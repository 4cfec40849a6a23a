package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.pottery.quorum.MasterException.Reason;
import io.pottery.quorum.ScriptedMaster.Question;

/**
 * The engines on masters that a test speaks for, in time that it moves and with chance
 * that it decides.
 */
final class ScriptedQuorum {

	static final String ACQUIRE = "acquire-if-free";

	static final String EXTEND = "extend-if-owner";

	static final String RELEASE = "release-if-owner";

	static final String PASS_ON = "pass-on-if-owner";

	static final String INSPECT = "inspect-lock";

	static final String READ = "read-counter";

	static final String RAISE = "raise-counter";

	static final String RESTORE = "restore-counter";

	static final Duration MASTER_TIMEOUT = Duration.ofMillis(250);

	static final Duration MAX_LEASE = Duration.ofSeconds(30);

	final ManualTime time = new ManualTime();

	final ScriptedChance chance = new ScriptedChance();

	final List<ScriptedMaster> masters;

	final Electorate electorate;

	final IdEngine ids;

	final LockEngine locks;

	final LeaseKeeper keeper = new LeaseKeeper(Callbacks.DIRECT);

	private final ThreadHolds holds = new ThreadHolds();

	ScriptedQuorum(int masters) {
		this(masters, RestartPolicy.TRUST_PERSISTENCE);
	}

	ScriptedQuorum(int masters, RestartPolicy policy) {
		this.masters = ScriptedMaster.several(masters);
		this.electorate = new Electorate(List.copyOf(this.masters), policy, this.time, MAX_LEASE, MASTER_TIMEOUT);
		this.ids = new IdEngine(this.electorate, this.time, this.time, this.chance, MASTER_TIMEOUT, MAX_LEASE);
		this.locks = new LockEngine(this.electorate, this.ids, this.time, this.time, this.chance, MASTER_TIMEOUT);
	}

	/**
	 * What a master answers that has set the key.
	 */
	static Object granted() {
		return List.of(1L);
	}

	/**
	 * What a master answers that has the key of another.
	 */
	static Object taken(long millis, String token) {
		return List.of(0L, millis, token);
	}

	static Object taken(long millis) {
		return taken(millis, "another");
	}

	static TermsBuilder lock(String key) {
		return new TermsBuilder(key);
	}

	/**
	 * Sets what all masters answer at once.
	 */
	void on(String script, @Nullable Object reply) {
		this.masters.forEach((master) -> master.on(script, (question) -> reply));
	}

	/**
	 * Sets what each master answers at once; those behind the last one stay as they are.
	 */
	void onEach(String script, @Nullable Object... replies) {
		for (int i = 0; i < replies.length; i++) {
			Object reply = replies[i];
			master(i).on(script, (question) -> from(question.master(), reply));
		}
	}

	/**
	 * Answers what a master was asked last.
	 */
	void answer(int master, @Nullable Object reply) {
		master(master).last().answer(from(master(master), reply));
	}

	/**
	 * Turns a reason into the failure of a master; other replies are as they are.
	 */
	static @Nullable Object from(ScriptedMaster master, @Nullable Object reply) {
		return (reply instanceof Reason reason) ? master.failure(reason) : reply;
	}

	/**
	 * Answers what all masters were asked last, and not what the first answers lead to.
	 */
	void answerAll(@Nullable Object reply) {
		List<Question> questions = lastQuestions();
		questions.forEach((question) -> question.answer(from(question.master(), reply)));
	}

	List<Question> lastQuestions() {
		return this.masters.stream().map(ScriptedMaster::last).toList();
	}

	ScriptedMaster master(int position) {
		return this.masters.get(position);
	}

	List<String> asked(int master) {
		return master(master).asked();
	}

	CompletableFuture<Attempt> attempt(LockTerms terms) {
		return this.locks.attempt(terms);
	}

	/**
	 * Returns a lease that all masters have granted just now.
	 */
	DefaultLease lease(LockTerms terms) {
		on(ACQUIRE, granted());
		return ((Attempt.Won) attempt(terms).join()).lease();
	}

	/**
	 * Returns a lease that all masters have granted just now and that was handed out.
	 */
	DefaultLease handedLease(LockTerms terms, @Nullable Thread holder) {
		return lease(terms).handTo(this.keeper, holder);
	}

	Waiter await(LockTerms terms, @Nullable Duration wait) {
		return this.locks.await(terms, wait);
	}

	Redlock redlock(LockTerms terms) {
		return new DefaultRedlock(this.locks, terms, this.holds, this.keeper);
	}

	/**
	 * What a lock is built with.
	 */
	static final class TermsBuilder {

		private final String key;

		private Duration autoReleaseTime = Duration.ofSeconds(10);

		private int maxExtensions = 3;

		private boolean failWhenQuorumImpossible = true;

		private Duration quorumPatience = Duration.ofSeconds(1);

		private boolean autoExtend;

		private boolean interruptOnLost;

		private boolean fenced;

		private TermsBuilder(String key) {
			this.key = key;
		}

		TermsBuilder millis(long millis) {
			this.autoReleaseTime = Duration.ofMillis(millis);
			return this;
		}

		TermsBuilder maxExtensions(int maxExtensions) {
			this.maxExtensions = maxExtensions;
			return this;
		}

		TermsBuilder patient() {
			this.failWhenQuorumImpossible = false;
			return this;
		}

		TermsBuilder quorumPatience(Duration quorumPatience) {
			this.quorumPatience = quorumPatience;
			return this;
		}

		TermsBuilder autoExtend() {
			this.autoExtend = true;
			return this;
		}

		TermsBuilder interruptOnLost() {
			this.interruptOnLost = true;
			return this;
		}

		TermsBuilder fenced() {
			this.fenced = true;
			return this;
		}

		LockTerms terms() {
			return new LockTerms(this.key, LockTerms.PREFIX + "p:" + this.key, this.autoReleaseTime, this.maxExtensions,
					this.failWhenQuorumImpossible, this.quorumPatience, this.autoExtend, this.interruptOnLost,
					this.fenced);
		}

	}

}
