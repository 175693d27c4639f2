import assert from 'node:assert/strict';
import type { Growth } from '../../../../src/lint/labelNames/growthVocabulary';
import { unboundedName } from '../../../../src/lint/labelNames/unboundedName';

const unbounded: Readonly<Record<Growth, string>> = {
  person: `user user_id userId UserID end_user username customer_id customer_name account_id member_id email emailAddress
    phone_number enduser.id user.name user_id_hash to_user_id player_name walletAddress`,
  request: `request_id requestId req_id session_id sessionid session_key trace_id span_id correlation_id message_id msg_id
    transaction_id tx_hash event_id chat_id session.id messaging.message.id pull_request_id idempotency_key token_id peer_id pull_request_number`,
  record:
    'issue_key subscription_id repository_id order_id orderId order_number payment_id invoice_no ticket_id document_id file_id order_ref pr_number',
  run: 'pid process_id process.pid run_id job_run_id execution_id workflow_id batch_id container_id',
  unique: 'uuid guid cluster_uuid instance_uuid nonce',
  time: 'last_seen expires_at timestamp timestamp_ms event_timestamp datetime date run_date created_at start_time updatedAt',
  address: 'ip client_ip clientIp ip_address ipaddr remote_addr client.address source.port x_forwarded_for',
  secret: 'api_key apiKey hashed_api_key api_key_alias access_token auth_token_hash password',
  text: `requested_path requestedUrl user_agent userAgent user_agent.original error_message errorMessage exception.message exception.stacktrace
    stack_trace query_string request_url full_url url.full url.query referer db.statement sql_query`,
};

const silent: Readonly<Record<string, string>> = {
  'the good example of the article': 'api_endpoint http_method status_code_class',
  'ambiguous names, which need evidence': `path url endpoint error id name host identifier account token session message
    query client_id org_id tenant_id project_id device_id job_id task_id file filename time`,
  'kinds of things': `user_type user_agent_family request_type message_type session_state account_type email_provider
    ip_version token_type order_status payment_method customer_segment user_group_id timestamp_type date_range`,
  'bounded identifiers': 'shard_id worker_id partition_id operationId routeId disk_id module_id route_id',
  'names of one’s own': `node_ip server_ip_address pod_ip db_user os_user aws_account_id service_account gpu_uuid
    build_date expiry_date up_to_date`,
  'yes or no, counts, limits': 'is_new_user has_email num_orders_per_user max_session_id',
  'usual labels': `job instance task_name error_code status method code le quantile version commit branch env environment
    region zone service namespace pod container queue topic partition stage type reason result model handler route hash
    value updated`,
  'no words': '_ 用户',
};

describe('names of labels that say it alone', () => {
  for (const [growth, names] of Object.entries(unbounded)) {
    for (const name of names.trim().split(/\s+/)) {
      it(`${name}: ${growth}`, () => {
        assert.equal(unboundedName(name), growth);
      });
    }
  }
  for (const [title, names] of Object.entries(silent)) {
    it(`silent: ${title}`, () => {
      assert.deepEqual(
        names
          .trim()
          .split(/\s+/)
          .filter((name) => unboundedName(name) !== undefined),
        [],
      );
    });
  }
});
