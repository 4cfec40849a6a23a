package io.pottery.samples.readme;

import java.util.List;

import org.springframework.stereotype.Component;

import io.pottery.collection.RedisMap;
import io.pottery.quorum.NextId;
import io.pottery.quorum.Redlock;
import io.pottery.spring.RedisKey;

// @start region=byKey
@Component
class Desk {

	final RedisMap<Long, List<String>> drafts;

	final Redlock archive;

	final NextId letterIds;

	Desk(@RedisKey("drafts") RedisMap<Long, List<String>> drafts, @RedisKey Redlock archive,
			@RedisKey("letters") NextId letterIds) {
		this.drafts = drafts;
		this.archive = archive;
		this.letterIds = letterIds;
	}

}
// @end
