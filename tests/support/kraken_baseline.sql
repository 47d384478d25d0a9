-- The KRAKEN schema as its hand-written baseline made it in production, before pgreconcile took over.

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES ('001_kraken_baseline') ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS kraken_conversations (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    session_id VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    system_prompt_hash VARCHAR(16) NOT NULL,
    agent_version VARCHAR NOT NULL,
    status VARCHAR DEFAULT 'active' NOT NULL,
    started_at TIMESTAMP DEFAULT NOW() NOT NULL,
    ended_at TIMESTAMP,
    total_turns INTEGER DEFAULT 0 NOT NULL,
    total_tokens INTEGER DEFAULT 0 NOT NULL,
    total_cost_usd NUMERIC(10, 6) DEFAULT 0 NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_kraken_conversations_session_id ON kraken_conversations (session_id);

CREATE TABLE IF NOT EXISTS kraken_turns (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    conversation_id UUID NOT NULL
        CONSTRAINT fk_kraken_turns_conversation REFERENCES kraken_conversations (id),
    turn_number INTEGER NOT NULL,
    user_query TEXT NOT NULL,
    assistant_response TEXT NOT NULL,
    input_tokens INTEGER DEFAULT 0 NOT NULL,
    output_tokens INTEGER DEFAULT 0 NOT NULL,
    cost_usd NUMERIC(10, 6) DEFAULT 0 NOT NULL,
    duration_ms INTEGER DEFAULT 0 NOT NULL,
    tool_calls_count INTEGER DEFAULT 0 NOT NULL,
    cache_creation_tokens INTEGER DEFAULT 0 NOT NULL,
    cache_read_tokens INTEGER DEFAULT 0 NOT NULL,
    model VARCHAR NOT NULL,
    created_at TIMESTAMP DEFAULT NOW() NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_kraken_turns_conversation_id ON kraken_turns (conversation_id);

CREATE TABLE IF NOT EXISTS kraken_tool_calls (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    turn_id UUID NOT NULL
        CONSTRAINT fk_kraken_tool_calls_turn REFERENCES kraken_turns (id),
    tool_name VARCHAR NOT NULL,
    tool_args JSONB NOT NULL,
    tool_result JSONB NOT NULL,
    result_truncated BOOLEAN DEFAULT FALSE NOT NULL,
    sequence_order INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_kraken_tool_calls_turn_id ON kraken_tool_calls (turn_id);
