-- The tables of Userport Workers. Written by `npm run docs` from libs/warehouse/src/tables.ts.

CREATE TABLE IF NOT EXISTS `DATASET.account_data` (
  `record_id` STRING NOT NULL OPTIONS (description = 'hash of account and version'),
  `account_id` STRING NOT NULL OPTIONS (description = 'the account'),
  `job_id` STRING OPTIONS (description = 'the job that found it'),
  `data` JSON NOT NULL OPTIONS (description = 'the structured facts'),
  `quality_score` FLOAT64 OPTIONS (description = 'share of fields that carry evidence, 0 to 1'),
  `fetched_at` TIMESTAMP NOT NULL OPTIONS (description = 'when it was found')
)
PARTITION BY DATE(`fetched_at`)
CLUSTER BY `account_id`
OPTIONS (description = 'One version of an account; the newest wins.');

CREATE TABLE IF NOT EXISTS `DATASET.enrichment_raw_data` (
  `key_hash` STRING NOT NULL OPTIONS (description = 'hash of job id and entity id'),
  `job_id` STRING NOT NULL OPTIONS (description = 'the job'),
  `entity_id` STRING NOT NULL OPTIONS (description = 'the account, lead or column'),
  `generation` INT64 NOT NULL OPTIONS (description = 'the life of the job'),
  `kind` STRING NOT NULL OPTIONS (description = '`step` for a memo, `raw` for material'),
  `step` STRING NOT NULL OPTIONS (description = 'name of the step'),
  `input_hash` STRING NOT NULL OPTIONS (description = 'hash of what went into the step'),
  `content_hash` STRING NOT NULL OPTIONS (description = 'hash of what came out; of several memos the smallest is read'),
  `source` STRING OPTIONS (description = 'where the material came from'),
  `raw` JSON OPTIONS (description = 'what came'),
  `processed` JSON OPTIONS (description = 'what was made of it; for a memo, the answer of the step'),
  `stored_at` TIMESTAMP NOT NULL OPTIONS (description = 'when it was stored')
)
PARTITION BY DATE(`stored_at`)
CLUSTER BY `key_hash`, `generation`
OPTIONS (description = 'Raw material of one step: source, what came, what was made of it; also the memo of a paid step.', partition_expiration_days = 90);

CREATE TABLE IF NOT EXISTS `DATASET.enrichment_callbacks` (
  `key_hash` STRING NOT NULL OPTIONS (description = 'hash of job id and entity id'),
  `job_id` STRING NOT NULL OPTIONS (description = 'the job'),
  `entity_id` STRING NOT NULL OPTIONS (description = 'the account, lead or column'),
  `generation` INT64 NOT NULL OPTIONS (description = 'the life of the job'),
  `token` STRING NOT NULL OPTIONS (description = 'random word of the delivery that settled, or tried to'),
  `kind` STRING NOT NULL OPTIONS (description = 'success, failure or cancelled'),
  `position` INT64 NOT NULL OPTIONS (description = 'place in the result, from 1'),
  `total` INT64 NOT NULL OPTIONS (description = 'bodies in the result'),
  `body` BYTES NOT NULL OPTIONS (description = 'the bytes'),
  `sha256` STRING NOT NULL OPTIONS (description = 'hash of the bytes, base32'),
  `once` BOOL NOT NULL OPTIONS (description = 'left out of a replay once accepted'),
  `fingerprint` STRING NOT NULL OPTIONS (description = 'task and payload that it answers'),
  `stored_at` TIMESTAMP NOT NULL OPTIONS (description = 'when it was stored')
)
PARTITION BY DATE(`stored_at`)
CLUSTER BY `key_hash`, `generation`, `token`
OPTIONS (description = 'One callback body of a result, exactly as it is sent.');

CREATE TABLE IF NOT EXISTS `DATASET.api_request_cache` (
  `cache_key` STRING NOT NULL OPTIONS (description = 'hash of the canonical request'),
  `vendor` STRING NOT NULL OPTIONS (description = 'who answered'),
  `scope` STRING NOT NULL OPTIONS (description = '`shared`, or the tenant'),
  `answer` JSON NOT NULL OPTIONS (description = 'the answer'),
  `stored_at` TIMESTAMP NOT NULL OPTIONS (description = 'when it was stored')
)
PARTITION BY DATE(`stored_at`)
CLUSTER BY `cache_key`
OPTIONS (description = 'One vendor answer, with age.', partition_expiration_days = 30);

CREATE TABLE IF NOT EXISTS `DATASET.ai_prompt_cache` (
  `cache_key` STRING NOT NULL OPTIONS (description = 'hash of the canonical request'),
  `vendor` STRING NOT NULL OPTIONS (description = 'who answered'),
  `model` STRING NOT NULL OPTIONS (description = 'the model that answered'),
  `scope` STRING NOT NULL OPTIONS (description = '`shared`, or the tenant'),
  `answer` JSON NOT NULL OPTIONS (description = 'the answer'),
  `input_tokens` INT64 OPTIONS (description = 'tokens read'),
  `output_tokens` INT64 OPTIONS (description = 'tokens written, thinking included'),
  `stored_at` TIMESTAMP NOT NULL OPTIONS (description = 'when it was stored')
)
PARTITION BY DATE(`stored_at`)
CLUSTER BY `cache_key`
OPTIONS (description = 'One model answer, with age and token counts.', partition_expiration_days = 30);

CREATE TABLE IF NOT EXISTS `DATASET.task_events` (
  `event_id` STRING NOT NULL OPTIONS (description = 'hash of kind, key and place'),
  `key_hash` STRING NOT NULL OPTIONS (description = 'hash of job id and entity id'),
  `job_id` STRING NOT NULL OPTIONS (description = 'the job'),
  `entity_id` STRING NOT NULL OPTIONS (description = 'the account, lead or column'),
  `task_name` STRING NOT NULL OPTIONS (description = 'the task'),
  `kind` STRING NOT NULL OPTIONS (description = 'what happened'),
  `generation` INT64 NOT NULL OPTIONS (description = 'the life of the job'),
  `epoch` INT64 OPTIONS (description = 'the claim, from 1'),
  `round` INT64 OPTIONS (description = 'the round of delivery, from 1'),
  `position` INT64 OPTIONS (description = 'the callback body, from 1'),
  `try` INT64 OPTIONS (description = 'tells repeats apart'),
  `token` STRING OPTIONS (description = 'who did it'),
  `fingerprint` STRING OPTIONS (description = 'task and payload'),
  `at` TIMESTAMP NOT NULL OPTIONS (description = 'for display and filters only'),
  `detail` JSON NOT NULL OPTIONS (description = 'what else is known')
)
PARTITION BY DATE(`at`)
CLUSTER BY `key_hash`, `job_id`, `kind`
OPTIONS (description = 'One thing that happened to a job.');

CREATE TABLE IF NOT EXISTS `DATASET.task_payloads` (
  `payload_hash` STRING NOT NULL OPTIONS (description = 'hash of the payload before compression'),
  `part` INT64 NOT NULL OPTIONS (description = 'place, from 1'),
  `parts` INT64 NOT NULL OPTIONS (description = 'how many parts there are'),
  `bytes` BYTES NOT NULL OPTIONS (description = 'gzip of the canonical JSON, cut'),
  `sha256` STRING NOT NULL OPTIONS (description = 'hash of this part'),
  `stored_at` TIMESTAMP NOT NULL OPTIONS (description = 'when it was stored')
)
PARTITION BY DATE(`stored_at`)
CLUSTER BY `payload_hash`, `part`
OPTIONS (description = 'One part of a request payload, compressed.', partition_expiration_days = 90);

CREATE TABLE IF NOT EXISTS `DATASET.provider_usage` (
  `usage_id` STRING NOT NULL OPTIONS (description = 'the same for both rows of a call'),
  `state` STRING NOT NULL OPTIONS (description = 'reserved, settled or released'),
  `key_hash` STRING NOT NULL OPTIONS (description = 'hash of job id and entity id'),
  `job_id` STRING NOT NULL OPTIONS (description = 'the job'),
  `entity_id` STRING NOT NULL OPTIONS (description = 'the account, lead or column'),
  `generation` INT64 NOT NULL OPTIONS (description = 'the life of the job'),
  `task_name` STRING NOT NULL OPTIONS (description = 'the task'),
  `vendor` STRING NOT NULL OPTIONS (description = 'who is paid'),
  `operation` STRING NOT NULL OPTIONS (description = 'what is called'),
  `model` STRING OPTIONS (description = 'the model, for a model house'),
  `units` JSON NOT NULL OPTIONS (description = 'counted units by name'),
  `cost_usd` FLOAT64 OPTIONS (description = 'US dollars; null when not known'),
  `cached` BOOL NOT NULL OPTIONS (description = 'a kept answer served'),
  `at` TIMESTAMP NOT NULL OPTIONS (description = 'when')
)
PARTITION BY DATE(`at`)
CLUSTER BY `key_hash`, `job_id`
OPTIONS (description = 'One paid call, reserved or settled.');
