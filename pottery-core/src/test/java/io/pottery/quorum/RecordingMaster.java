package io.pottery.quorum;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * A master in front of a real one that notes which tokens were given up, and counts those
 * who ask for more time afterwards.
 */
final class RecordingMaster implements Master {

	private final Master real;

	private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

	final LongAdder renewals = new LongAdder();

	final LongAdder renewalsAfterRelease = new LongAdder();

	RecordingMaster(Master real) {
		this.real = real;
	}

	@Override
	public String name() {
		return this.real.name();
	}

	@Override
	public void listen(MasterListener listener) {
		this.real.listen(listener);
	}

	@Override
	public CompletionStage<@Nullable Object> send(Script script, List<String> keys, List<String> args,
			Duration deadline) {
		if (script == QuorumScripts.RELEASE_IF_OWNER || script == QuorumScripts.PASS_ON_IF_OWNER) {
			this.givenUp.add(args.get(0));
		}
		else if (script == QuorumScripts.EXTEND_IF_OWNER) {
			this.renewals.increment();
			if (this.givenUp.contains(args.get(0))) {
				this.renewalsAfterRelease.increment();
			}
		}
		return this.real.send(script, keys, args, deadline);
	}

}
