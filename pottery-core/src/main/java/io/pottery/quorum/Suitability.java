package io.pottery.quorum;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the masters are what the algorithm needs: independent of each other, and not
 * forgetful.
 */
final class Suitability {

	private static final Logger logger = LoggerFactory.getLogger(Quorum.class);

	private final List<Master> masters;

	private final RestartPolicy policy;

	private final @Nullable ServerFacts[] facts;

	private volatile @Nullable String[] problems;

	Suitability(List<Master> masters, RestartPolicy policy) {
		this.masters = masters;
		this.policy = policy;
		this.facts = new ServerFacts[masters.size()];
		this.problems = new String[masters.size()];
		if (masters.size() % 2 == 0) {
			logger.warn("There are {} masters, an even number: they stand {} failures, as {} would; "
					+ "add one or take one away", masters.size(), (masters.size() - 1) / 2, masters.size() - 1);
		}
	}

	/**
	 * Returns why a master must not vote.
	 * @return the reason, {@code null} where it may
	 */
	@Nullable String problem(int master) {
		return this.problems[master];
	}

	/**
	 * Returns what is wrong with the masters that were reached so far.
	 * @return a sentence for each master that must not vote
	 */
	List<String> problems() {
		List<String> found = new ArrayList<>();
		@Nullable String[] now = this.problems;
		for (int i = 0; i < now.length; i++) {
			if (now[i] != null) {
				found.add("Master '" + this.masters.get(i).name() + "' does not vote: " + now[i]);
			}
		}
		return found;
	}

	/**
	 * Tells whether every master was reached at least once.
	 * @return whether all are known
	 */
	synchronized boolean allKnown() {
		for (ServerFacts known : this.facts) {
			if (known == null) {
				return false;
			}
		}
		return true;
	}

	synchronized void connected(int master, ServerFacts now) {
		ServerFacts before = this.facts[master];
		this.facts[master] = now;
		if (!now.equals(before) && !ServerFacts.NO_EVICTION.equals(now.evictionPolicy())) {
			logger.warn("Master '{}' throws keys away when its memory is full (maxmemory-policy {}), locks among them: "
					+ "set maxmemory-policy noeviction", this.masters.get(master).name(), now.evictionPolicy());
		}
		@Nullable String[] judged = new String[this.facts.length];
		for (int i = 0; i < judged.length; i++) {
			judged[i] = judge(i);
			if (judged[i] != null && !judged[i].equals(this.problems[i])) {
				logger.error("Master '{}' does not vote: {}", this.masters.get(i).name(), judged[i]);
			}
		}
		this.problems = judged;
	}

	private @Nullable String judge(int master) {
		ServerFacts server = this.facts[master];
		if (server == null) {
			return null;
		}
		if (server.replica()) {
			return "it is a replica, which follows another server instead of deciding by itself";
		}
		if (server.runId().isEmpty()) {
			return (this.policy == RestartPolicy.QUARANTINE)
					? "its run id is not known, so its restarts would not be noticed; let its user call INFO, "
							+ "or set the restart policy to trust-persistence"
					: null;
		}
		for (int i = 0; i < master; i++) {
			ServerFacts other = this.facts[i];
			if (other != null && other.runId().equals(server.runId())) {
				return "it is the same server as master '" + this.masters.get(i).name() + "', which votes already";
			}
		}
		return null;
	}

}
