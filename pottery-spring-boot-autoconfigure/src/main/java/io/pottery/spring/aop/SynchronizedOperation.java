package io.pottery.spring.aop;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.pottery.Pottery;
import io.pottery.annotation.Synchronized.OnLost;
import io.pottery.quorum.Redlock;

/**
 * What {@code @Synchronized} means for one method.
 *
 * @param methodName the name of the method, for messages
 * @param key the key of the lock
 * @param autoReleaseTime how long the lock is held if nobody gives it back
 * @param maxExtensions how often the lock may be renewed
 * @param autoExtend whether it is renewed while the method runs
 * @param fenced whether it carries a fencing token
 * @param patience how long a call waits, zero to try once, {@code null} for ever
 * @param failWhenQuorumImpossible whether waiting fails while too many masters fail
 * @param onLost what happens where the lock was lost
 * @param style when the work of the method is over
 */
record SynchronizedOperation(String methodName, KeyTemplate key, Duration autoReleaseTime, int maxExtensions,
		boolean autoExtend, boolean fenced, @Nullable Duration patience, boolean failWhenQuorumImpossible,
		OnLost onLost, ReturnStyle style) {

	/**
	 * Builds the lock of one call.
	 * @param pottery what builds it
	 * @param evaluatedKey the key of the call
	 * @return the lock
	 */
	Redlock lock(Pottery pottery, String evaluatedKey) {
		return pottery.redlockBuilder(evaluatedKey)
			.autoReleaseTime(this.autoReleaseTime)
			.maxExtensions(this.maxExtensions)
			.autoExtend(this.autoExtend)
			.fenced(this.fenced)
			.failWhenQuorumImpossible(this.failWhenQuorumImpossible)
			.build();
	}

}
