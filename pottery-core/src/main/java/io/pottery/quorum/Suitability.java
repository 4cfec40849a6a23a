package io.pottery.quorum;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.pottery.quorum.UnsuitableMaster.Flaw;

/**
 * Whether the masters are what the algorithm needs: independent of each other, and not
 * forgetful.
 */
final class Suitability {

	private static final Logger logger = LoggerFactory.getLogger(Quorum.class);

	private final List<Master> masters;

	private final RestartPolicy policy;

	private final @Nullable ServerFacts[] facts;

	/** When each master's process was met: of two that are one, the first votes. */
	private final int[] order;

	private int processes;

	private final BitSet met = new BitSet();

	private final CompletableFuture<Void> firstContact = new CompletableFuture<>();

	private volatile @Nullable UnsuitableMaster[] unsuitable;

	Suitability(List<Master> masters, RestartPolicy policy) {
		this.masters = masters;
		this.policy = policy;
		this.facts = new ServerFacts[masters.size()];
		this.unsuitable = new UnsuitableMaster[masters.size()];
		this.order = new int[masters.size()];
		if (masters.size() % 2 == 0) {
			logger.warn("There are {} masters, an even number: they survive no more failures than {} would; "
					+ "add one or take one away", masters.size(), masters.size() - 1);
		}
	}

	/**
	 * Returns why a master must not vote.
	 * @return the reason, {@code null} where it may
	 */
	@Nullable String problem(int master) {
		UnsuitableMaster found = this.unsuitable[master];
		return (found != null) ? found.reason() : null;
	}

	/**
	 * Returns the masters that must not vote, of those that were reached so far.
	 */
	List<UnsuitableMaster> unsuitable() {
		List<UnsuitableMaster> found = new ArrayList<>();
		for (UnsuitableMaster master : this.unsuitable) {
			if (master != null) {
				found.add(master);
			}
		}
		return found;
	}

	/**
	 * Returns what ends when every master was reached or could not be.
	 */
	CompletableFuture<Void> firstContact() {
		return this.firstContact;
	}

	void unreachable(int master) {
		met(master);
	}

	void connected(int master, ServerFacts now) {
		judge(master, now);
		met(master);
	}

	private void met(int master) {
		boolean all;
		synchronized (this) {
			this.met.set(master);
			all = this.met.cardinality() == this.masters.size();
		}
		if (all) {
			this.firstContact.complete(null);
		}
	}

	private synchronized void judge(int master, ServerFacts now) {
		ServerFacts before = this.facts[master];
		this.facts[master] = now;
		if (before == null || !before.runId().equals(now.runId())) {
			this.order[master] = this.processes++;
		}
		if (!now.equals(before) && !ServerFacts.NO_EVICTION.equals(now.evictionPolicy())) {
			logger.warn("Master '{}' throws keys away when its memory is full (maxmemory-policy {}), locks among them: "
					+ "set maxmemory-policy noeviction", this.masters.get(master).name(), now.evictionPolicy());
		}
		@Nullable UnsuitableMaster[] judged = new UnsuitableMaster[this.facts.length];
		for (int i = 0; i < judged.length; i++) {
			judged[i] = judge(i);
			if (judged[i] != null && !judged[i].equals(this.unsuitable[i])) {
				logger.error("{}", judged[i]);
			}
		}
		this.unsuitable = judged;
	}

	private @Nullable UnsuitableMaster judge(int master) {
		ServerFacts server = this.facts[master];
		if (server == null) {
			return null;
		}
		if (server.replica()) {
			return unsuitable(master, Flaw.REPLICA,
					"it is a replica, which follows another server instead of deciding by itself");
		}
		if (server.runId().isEmpty()) {
			return (this.policy == RestartPolicy.QUARANTINE) ? unsuitable(master, Flaw.UNKNOWN_RUN_ID,
					"its run id is not known, so its restarts would not be noticed; let its user call INFO, "
							+ "or set the restart policy to trust-persistence")
					: null;
		}
		for (int i = 0; i < this.facts.length; i++) {
			ServerFacts other = this.facts[i];
			if (other != null && other.runId().equals(server.runId()) && this.order[i] < this.order[master]) {
				return unsuitable(master, Flaw.SAME_SERVER,
						"it is the same server as master '" + this.masters.get(i).name() + "', which votes already");
			}
		}
		return null;
	}

	private UnsuitableMaster unsuitable(int master, Flaw flaw, String reason) {
		return new UnsuitableMaster(this.masters.get(master).name(), flaw, reason);
	}

}
