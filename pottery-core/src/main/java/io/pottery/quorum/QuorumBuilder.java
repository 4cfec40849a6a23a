package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Sets up a {@link Quorum}: its masters, and the time and chance that it runs on.
 *
 * @since 1.0
 */
public interface QuorumBuilder {

	/**
	 * Sets the masters. Needed.
	 * @param masters the masters, one at least, with different names
	 * @return this builder
	 */
	QuorumBuilder masters(List<? extends Master> masters);

	/**
	 * Sets the scheduler. Needed.
	 * @param scheduler what runs retries
	 * @return this builder
	 */
	QuorumBuilder scheduler(QuorumScheduler scheduler);

	/**
	 * Sets the clocks.
	 * @param clock the clocks, those of the system unless set
	 * @return this builder
	 */
	QuorumBuilder clock(QuorumClock clock);

	/**
	 * Sets what tokens and delays are drawn from.
	 * @param random a generator that several threads may use, a
	 * {@link java.security.SecureRandom} unless set
	 * @return this builder
	 */
	QuorumBuilder random(RandomGenerator random);

	/**
	 * Sets what runs the application's code: what it chained to an asynchronous answer,
	 * and its listeners of leases.
	 * @param executor the executor; unless set, the thread that heard the answer, which
	 * must not be blocked then
	 * @return this builder
	 */
	QuorumBuilder executor(Executor executor);

	/**
	 * Sets what goes before the keys inside Redis: {@code redlock:PREFIXKEY}.
	 * @param keyPrefix the prefix, empty unless set
	 * @return this builder
	 */
	QuorumBuilder keyPrefix(String keyPrefix);

	/**
	 * Sets the longest lease that any client of these masters may ask for.
	 * @param maxLease the longest auto-release time, 30 seconds unless set
	 * @return this builder
	 */
	QuorumBuilder maxLease(Duration maxLease);

	/**
	 * Sets how long one master may take to answer. Rounds of a lock never wait longer
	 * than a fifth of its auto-release time.
	 * @param masterTimeout the time, 250 milliseconds unless set
	 * @return this builder
	 */
	QuorumBuilder masterTimeout(Duration masterTimeout);

	/**
	 * Sets what a master is worth that was restarted.
	 * @param restartPolicy the policy, {@link RestartPolicy#QUARANTINE} unless set
	 * @return this builder
	 */
	QuorumBuilder restartPolicy(RestartPolicy restartPolicy);

	/**
	 * Builds the quorum; asks nobody but the masters for their markers, and does not wait
	 * for the answer.
	 * @return the quorum
	 */
	Quorum build();

}
