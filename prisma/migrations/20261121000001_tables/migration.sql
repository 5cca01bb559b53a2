-- All tables of the first release, as drawn by the schema's own diff, with two things a schema file cannot say:
-- the sequences behind document numbers, and COLLATE "C" on area codes (prefix ranges use a plain b-tree only then).
CREATE SEQUENCE "adjustment_number";
CREATE SEQUENCE "delivery_number";
CREATE SEQUENCE "demand_number";
CREATE SEQUENCE "discrepancy_number";
CREATE SEQUENCE "incident_number";
CREATE SEQUENCE "lot_number";
CREATE SEQUENCE "party_number";
CREATE SEQUENCE "plan_number";
CREATE SEQUENCE "purchase_order_number";
CREATE SEQUENCE "shipment_number";
CREATE SEQUENCE "stocktake_number";
CREATE SEQUENCE "transfer_number";

-- CreateSchema


-- CreateEnum
CREATE TYPE "priority" AS ENUM ('lifeSaving', 'urgent', 'routine');

-- CreateEnum
CREATE TYPE "lot_condition" AS ENUM ('good', 'damaged', 'opened', 'nonconforming');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('commander', 'procurementOfficer', 'reserveOfficer', 'transportDispatcher', 'informationOfficer', 'warehouseOperator', 'driver', 'communityWorker', 'hospitalRequester', 'supplierDesk', 'auditor', 'administrator');

-- CreateEnum
CREATE TYPE "person_status" AS ENUM ('invited', 'active', 'disabled');

-- CreateEnum
CREATE TYPE "precision" AS ENUM ('surveyed', 'districtSeat', 'schematic');

-- CreateEnum
CREATE TYPE "site_kind" AS ENUM ('reserveNode', 'hub', 'transitStation', 'hospital', 'treatmentSite', 'communityPoint', 'organisation');

-- CreateEnum
CREATE TYPE "site_tier" AS ENUM ('province', 'city', 'district', 'community');

-- CreateEnum
CREATE TYPE "place_kind" AS ENUM ('donor', 'supplier', 'recipient', 'loss', 'conversion', 'opening', 'dock', 'quarantine', 'shelf', 'staging', 'transit');

-- CreateEnum
CREATE TYPE "party_kind" AS ENUM ('supplier', 'donor', 'carrier');

-- CreateTable
CREATE TABLE "allocation_plan" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('AP' || lpad((nextval('plan_number'))::text, 6, '0')),
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "incident_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "objective" TEXT NOT NULL,
    "horizon_days" INTEGER NOT NULL,
    "options" JSONB NOT NULL,
    "problem" JSONB,
    "result" JSONB,
    "kpis" JSONB,
    "task_id" UUID,
    "computed_at" TIMESTAMPTZ(3),
    "supersedes_id" UUID,
    "submitted_by_id" UUID,
    "approved_by_id" UUID,
    "adopted_by_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allocation_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "plan_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "demand_line_id" UUID NOT NULL,
    "from_site_id" UUID NOT NULL,
    "to_site_id" UUID NOT NULL,
    "place_id" UUID,
    "lot_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "counts" BIGINT NOT NULL,
    "distance_m" INTEGER NOT NULL,
    "arrives_at" TIMESTAMPTZ(3),
    "explanation" JSONB NOT NULL DEFAULT '{}',
    "frozen" BOOLEAN NOT NULL DEFAULT false,
    "frozen_reason" TEXT,
    "status" TEXT NOT NULL DEFAULT 'proposed',
    "conflict" JSONB,
    "transfer_line_id" UUID,

    CONSTRAINT "allocation_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "code" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "packaging" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "goods_category" (
    "code" TEXT NOT NULL,
    "parent_code" TEXT COLLATE "C",
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "scheme" TEXT NOT NULL DEFAULT 'internal',

    CONSTRAINT "goods_category_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "external_code" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "scheme" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "goods_id" UUID,
    "category_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goods" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "category_code" TEXT NOT NULL,
    "base_unit" TEXT NOT NULL,
    "standard" TEXT,
    "storage_class" TEXT NOT NULL DEFAULT 'ambient',
    "shelf_life_days" INTEGER,
    "weight_g" DOUBLE PRECISION,
    "volume_cm3" DOUBLE PRECISION,
    "assumed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "pack_breaking" BOOLEAN NOT NULL DEFAULT true,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "goods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pack" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "goods_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "base_units" BIGINT,
    "gtin" TEXT,
    "label" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "substitution" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "goods_id" UUID NOT NULL,
    "substitute_id" UUID NOT NULL,
    "ratio_need" INTEGER NOT NULL DEFAULT 1,
    "ratio_substitute" INTEGER NOT NULL DEFAULT 1,
    "reason" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "substitution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goods_alias" (
    "normalized" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "goods_id" UUID NOT NULL,
    "taught_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "goods_alias_pkey" PRIMARY KEY ("normalized")
);

-- CreateTable
CREATE TABLE "alias_query" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "normalized" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "spec" TEXT NOT NULL DEFAULT '',
    "occurrences" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "resolved_to_id" UUID,
    "resolved_by_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alias_query_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pack_query" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "lot_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "spec" TEXT NOT NULL DEFAULT '',
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "base_units" BIGINT,
    "reason" TEXT,
    "resolved_by_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pack_query_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand_request" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('DR' || lpad((nextval('demand_number'))::text, 7, '0')),
    "state" TEXT NOT NULL DEFAULT 'draft',
    "fulfilment" TEXT NOT NULL DEFAULT 'none',
    "version" INTEGER NOT NULL DEFAULT 1,
    "incident_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "priority" "priority" NOT NULL,
    "needed_by" TIMESTAMPTZ(3),
    "beneficiaries" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "contact_role" TEXT NOT NULL DEFAULT '',
    "submitted_by_id" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "verified_by_id" UUID,
    "verified_at" TIMESTAMPTZ(3),
    "verification_note" TEXT,
    "approved_by_id" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "escalated_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmation" TEXT,
    "merged_into_id" UUID,
    "state_before_merge" TEXT,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL DEFAULT '',
    "import_row_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "demand_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "demand_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "goods_id" UUID NOT NULL,
    "quantity" BIGINT,
    "estimate" BIGINT,
    "estimate_basis" TEXT,
    "approved_quantity" BIGINT,
    "promised" BIGINT NOT NULL DEFAULT 0,
    "shipped" BIGINT NOT NULL DEFAULT 0,
    "received" BIGINT NOT NULL DEFAULT 0,
    "note" TEXT NOT NULL DEFAULT '',
    "cancelled_reason" TEXT,

    CONSTRAINT "demand_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demand_confirmation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "demand_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "answer" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "actor_id" UUID,
    "business_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "demand_confirmation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'previewed',
    "version" INTEGER NOT NULL DEFAULT 1,
    "file_name" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "options" JSONB NOT NULL DEFAULT '{}',
    "content" BYTEA,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "queued" JSONB NOT NULL DEFAULT '{}',
    "rejected" JSONB NOT NULL DEFAULT '{}',
    "totals" JSONB NOT NULL DEFAULT '{}',
    "site_id" UUID,
    "incident_id" UUID,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "task_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "batch_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "source_cell" TEXT NOT NULL,
    "row_number" INTEGER NOT NULL,
    "raw" JSONB NOT NULL,
    "parsed" JSONB NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "document_kind" TEXT,
    "document_id" UUID,
    "line_id" UUID,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_mapping" (
    "kind" TEXT NOT NULL,
    "header_fingerprint" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("kind","header_fingerprint")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('IN' || lpad((nextval('incident_number'))::text, 6, '0')),
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "kind" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "stood_down_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_level" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "incident_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "level" INTEGER,
    "reason" TEXT NOT NULL,
    "actor_id" UUID,
    "business_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_level_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lot" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('LT' || lpad((nextval('lot_number'))::text, 8, '0')),
    "goods_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "batch" TEXT NOT NULL DEFAULT '',
    "produced_on" DATE,
    "expires_on" DATE,
    "condition" "lot_condition" NOT NULL DEFAULT 'good',
    "pack_size" BIGINT,
    "origin" TEXT NOT NULL DEFAULT '',
    "source_kind" TEXT,
    "source_id" UUID,
    "recalled" BOOLEAN NOT NULL DEFAULT false,
    "recall_reason" TEXT,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_entry" (
    "id" BIGSERIAL NOT NULL,
    "posting_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "lot_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "from_place_id" UUID NOT NULL,
    "to_place_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "from_site_id" UUID NOT NULL,
    "to_site_id" UUID NOT NULL,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "document_kind" TEXT NOT NULL,
    "document_id" UUID,
    "line_id" UUID,
    "reverses_id" BIGINT,
    "reason" TEXT NOT NULL DEFAULT '',
    "actor_id" UUID,
    "business_at" TIMESTAMPTZ(3) NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_balance" (
    "place_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "on_hand" BIGINT NOT NULL DEFAULT 0,
    "reserved" BIGINT NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_balance_pkey" PRIMARY KEY ("place_id","lot_id")
);

-- CreateTable
CREATE TABLE "stock_reservation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "place_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "document_kind" TEXT NOT NULL,
    "document_id" UUID NOT NULL,
    "line_id" UUID,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_level" (
    "site_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "floor" BIGINT NOT NULL DEFAULT 0,
    "minimum" BIGINT,
    "maximum" BIGINT,
    "daily_use" DOUBLE PRECISION,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_by_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stock_level_pkey" PRIMARY KEY ("site_id","goods_id")
);

-- CreateTable
CREATE TABLE "balance_check" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "balances" BIGINT NOT NULL DEFAULT 0,
    "entries" BIGINT NOT NULL DEFAULT 0,
    "mismatches" JSONB NOT NULL DEFAULT '[]',
    "mismatch_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "balance_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "status" "person_status" NOT NULL DEFAULT 'invited',
    "area_code" TEXT COLLATE "C" NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "theme" TEXT NOT NULL DEFAULT 'system',
    "password_hash" TEXT,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "oidc_subject" TEXT,
    "invite_token_hash" TEXT,
    "invite_expires_at" TIMESTAMPTZ(3),
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "last_sign_in_at" TIMESTAMPTZ(3),
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "site_id" UUID,
    "granted_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "area" (
    "code" TEXT COLLATE "C" NOT NULL,
    "level" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "parent_code" TEXT COLLATE "C",
    "population" INTEGER,
    "population_source" TEXT,
    "bank" TEXT,
    "lon" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "precision" "precision" NOT NULL DEFAULT 'schematic',

    CONSTRAINT "area_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "statistical_zone" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "population" INTEGER NOT NULL,
    "note" TEXT,

    CONSTRAINT "statistical_zone_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "site" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "code" TEXT NOT NULL,
    "kind" "site_kind" NOT NULL,
    "tier" "site_tier",
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "lon" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "precision" "precision" NOT NULL DEFAULT 'schematic',
    "beds" INTEGER,
    "population" INTEGER,
    "throughput_kg_per_day" BIGINT,
    "storage_classes" TEXT[] DEFAULT ARRAY['ambient']::TEXT[],
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site_alias" (
    "normalized" TEXT NOT NULL,
    "original" TEXT NOT NULL,
    "site_id" UUID NOT NULL,
    "taught_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "site_alias_pkey" PRIMARY KEY ("normalized")
);

-- CreateTable
CREATE TABLE "place" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" "place_kind" NOT NULL,
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "zone" TEXT NOT NULL DEFAULT '',
    "outside" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_edge" (
    "document" TEXT NOT NULL,
    "move" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,

    CONSTRAINT "workflow_edge_pkey" PRIMARY KEY ("document","move","from_state","to_state")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "document_kind" TEXT NOT NULL,
    "document_id" TEXT,
    "document_number" TEXT,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "other_area_code" TEXT COLLATE "C",
    "payload" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command_receipt" (
    "actor_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "command_receipt_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateTable
CREATE TABLE "business_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "scenario" TEXT,
    "now" TIMESTAMPTZ(3),
    "advanced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "business_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "note" TEXT NOT NULL DEFAULT '',
    "input" JSONB NOT NULL DEFAULT '{}',
    "result" JSONB,
    "error" JSONB,
    "cancel_requested" BOOLEAN NOT NULL DEFAULT false,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "document_kind" TEXT NOT NULL,
    "document_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "other_area_code" TEXT COLLATE "C",
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "person_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "party" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "code" TEXT NOT NULL DEFAULT ('PA' || lpad((nextval('party_number'))::text, 6, '0')),
    "kind" "party_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "daily_capacity" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "party_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase_order" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('PO' || lpad((nextval('purchase_order_number'))::text, 7, '0')),
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "incident_id" UUID,
    "party_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "expected_on" DATE,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "note" TEXT NOT NULL DEFAULT '',
    "submitted_by_id" UUID,
    "approved_by_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "purchase_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase_order_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "goods_id" UUID NOT NULL,
    "quantity" BIGINT NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "price_minor" BIGINT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "purchase_order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('DL' || lpad((nextval('delivery_number'))::text, 7, '0')),
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'announced',
    "version" INTEGER NOT NULL DEFAULT 1,
    "incident_id" UUID,
    "party_id" UUID NOT NULL,
    "order_id" UUID,
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "announced_on" DATE,
    "arrived_at" TIMESTAMPTZ(3),
    "cumulative" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "duplicate_of_id" UUID,
    "duplicate_state" TEXT,
    "duplicate_reason" TEXT,
    "import_batch_id" UUID,
    "counted_by_id" UUID,
    "inspected_by_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "delivery_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "goods_id" UUID NOT NULL,
    "order_line_id" UUID,
    "unit" TEXT NOT NULL,
    "base_units_per_unit" BIGINT,
    "announced" BIGINT,
    "counted" BIGINT,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "batch" TEXT NOT NULL DEFAULT '',
    "produced_on" DATE,
    "expires_on" DATE,
    "spec" TEXT NOT NULL DEFAULT '',
    "original_text" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "import_row_id" UUID,

    CONSTRAINT "delivery_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_split" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "line_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "quantity" BIGINT NOT NULL,
    "condition" "lot_condition" NOT NULL,
    "disposition" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "lot_id" UUID,
    "inspected_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inspection_split_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stocktake" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('ST' || lpad((nextval('stocktake_number'))::text, 6, '0')),
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "zone" TEXT,
    "goods_id" UUID,
    "note" TEXT NOT NULL DEFAULT '',
    "counted_by_id" UUID,
    "approved_by_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,
    "accuracy" DOUBLE PRECISION,

    CONSTRAINT "stocktake_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stocktake_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "stocktake_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "place_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "expected" BIGINT NOT NULL,
    "first_count" BIGINT,
    "recount" BIGINT,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "stocktake_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_adjustment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('SA' || lpad((nextval('adjustment_number'))::text, 6, '0')),
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "site_id" UUID NOT NULL,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "place_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "difference" BIGINT NOT NULL,
    "reason_code" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "approved_by_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer_order" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('TO' || lpad((nextval('transfer_number'))::text, 7, '0')),
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "incident_id" UUID,
    "plan_id" UUID,
    "from_site_id" UUID NOT NULL,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_site_id" UUID NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "priority" "priority" NOT NULL DEFAULT 'routine',
    "needed_by" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "parent_id" UUID,
    "purpose" TEXT NOT NULL DEFAULT 'supply',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "transfer_id" UUID NOT NULL,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "goods_id" UUID NOT NULL,
    "lot_id" UUID,
    "unit" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "picked" BIGINT NOT NULL DEFAULT 0,
    "shipped" BIGINT NOT NULL DEFAULT 0,
    "received" BIGINT NOT NULL DEFAULT 0,
    "demand_line_id" UUID,
    "ratio_need" INTEGER NOT NULL DEFAULT 1,
    "ratio_substitute" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "transfer_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vehicle" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "plate" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "capacity_kg" INTEGER,
    "capacity_m3" DOUBLE PRECISION,
    "area_code" TEXT COLLATE "C" NOT NULL,
    "party_id" UUID,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vehicle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('SH' || lpad((nextval('shipment_number'))::text, 7, '0')),
    "state" TEXT NOT NULL DEFAULT 'planned',
    "version" INTEGER NOT NULL DEFAULT 1,
    "transfer_id" UUID NOT NULL,
    "incident_id" UUID,
    "from_site_id" UUID NOT NULL,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_site_id" UUID NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "vehicle_id" UUID,
    "driver_id" UUID,
    "seal_number" TEXT,
    "planned_at" TIMESTAMPTZ(3),
    "departed_at" TIMESTAMPTZ(3),
    "expected_at" TIMESTAMPTZ(3),
    "arrived_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "distance_m" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_line" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "shipment_id" UUID NOT NULL,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "transfer_line_id" UUID NOT NULL,
    "goods_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "counted" BIGINT,
    "accepted" BIGINT,
    "refused_reason" TEXT,

    CONSTRAINT "shipment_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carton" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "shipment_id" UUID NOT NULL,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "sscc" TEXT NOT NULL,
    "contents" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "carton_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "shipment_id" UUID NOT NULL,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "receiver_name" TEXT NOT NULL,
    "receiver_role" TEXT NOT NULL DEFAULT '',
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "lon" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "position_source" TEXT NOT NULL DEFAULT 'none',
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "handover_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discrepancy" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "number" TEXT NOT NULL DEFAULT ('DC' || lpad((nextval('discrepancy_number'))::text, 6, '0')),
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "kind" TEXT NOT NULL,
    "shipment_id" UUID,
    "shipment_line_id" UUID,
    "document_kind" TEXT,
    "document_id" UUID,
    "from_area_code" TEXT COLLATE "C" NOT NULL,
    "to_area_code" TEXT COLLATE "C" NOT NULL,
    "goods_id" UUID,
    "lot_id" UUID,
    "expected" BIGINT NOT NULL,
    "actual" BIGINT NOT NULL,
    "unit" TEXT NOT NULL,
    "owner_id" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "escalated_at" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "resolution_note" TEXT,
    "resolved_by_id" UUID,
    "resolved_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "business_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discrepancy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "allocation_plan_number_key" ON "allocation_plan"("number");

-- CreateIndex
CREATE INDEX "allocation_plan_area_code_id_idx" ON "allocation_plan"("area_code", "id");

-- CreateIndex
CREATE INDEX "allocation_plan_state_area_code_id_idx" ON "allocation_plan"("state", "area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_plan_id_area_code_key" ON "allocation_plan"("id", "area_code");

-- CreateIndex
CREATE INDEX "allocation_line_demand_line_id_idx" ON "allocation_line"("demand_line_id");

-- CreateIndex
CREATE INDEX "allocation_line_area_code_idx" ON "allocation_line"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_line_plan_id_position_key" ON "allocation_line"("plan_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "external_code_scheme_code_key" ON "external_code"("scheme", "code");

-- CreateIndex
CREATE UNIQUE INDEX "goods_code_key" ON "goods"("code");

-- CreateIndex
CREATE INDEX "goods_category_code_idx" ON "goods"("category_code");

-- CreateIndex
CREATE UNIQUE INDEX "pack_gtin_key" ON "pack"("gtin");

-- CreateIndex
CREATE UNIQUE INDEX "pack_goods_id_unit_label_key" ON "pack"("goods_id", "unit", "label");

-- CreateIndex
CREATE UNIQUE INDEX "substitution_goods_id_substitute_id_key" ON "substitution"("goods_id", "substitute_id");

-- CreateIndex
CREATE INDEX "goods_alias_goods_id_idx" ON "goods_alias"("goods_id");

-- CreateIndex
CREATE INDEX "alias_query_kind_state_id_idx" ON "alias_query"("kind", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "alias_query_kind_normalized_key" ON "alias_query"("kind", "normalized");

-- CreateIndex
CREATE UNIQUE INDEX "pack_query_lot_id_key" ON "pack_query"("lot_id");

-- CreateIndex
CREATE INDEX "pack_query_state_area_code_id_idx" ON "pack_query"("state", "area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "demand_request_number_key" ON "demand_request"("number");

-- CreateIndex
CREATE INDEX "demand_request_area_code_id_idx" ON "demand_request"("area_code", "id");

-- CreateIndex
CREATE INDEX "demand_request_state_area_code_id_idx" ON "demand_request"("state", "area_code", "id");

-- CreateIndex
CREATE INDEX "demand_request_state_due_at_idx" ON "demand_request"("state", "due_at");

-- CreateIndex
CREATE INDEX "demand_request_site_id_id_idx" ON "demand_request"("site_id", "id");

-- CreateIndex
CREATE INDEX "demand_request_incident_id_id_idx" ON "demand_request"("incident_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "demand_request_id_area_code_key" ON "demand_request"("id", "area_code");

-- CreateIndex
CREATE INDEX "demand_line_goods_id_area_code_idx" ON "demand_line"("goods_id", "area_code");

-- CreateIndex
CREATE INDEX "demand_line_area_code_idx" ON "demand_line"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "demand_line_demand_id_position_key" ON "demand_line"("demand_id", "position");

-- CreateIndex
CREATE INDEX "demand_confirmation_demand_id_id_idx" ON "demand_confirmation"("demand_id", "id");

-- CreateIndex
CREATE INDEX "import_batch_area_code_id_idx" ON "import_batch"("area_code", "id");

-- CreateIndex
CREATE INDEX "import_batch_file_sha256_idx" ON "import_batch"("file_sha256");

-- CreateIndex
CREATE INDEX "import_row_batch_id_row_number_idx" ON "import_row"("batch_id", "row_number");

-- CreateIndex
CREATE INDEX "import_row_outcome_reason_id_idx" ON "import_row"("outcome", "reason", "id");

-- CreateIndex
CREATE UNIQUE INDEX "import_row_kind_file_sha256_source_cell_key" ON "import_row"("kind", "file_sha256", "source_cell");

-- CreateIndex
CREATE UNIQUE INDEX "incident_number_key" ON "incident"("number");

-- CreateIndex
CREATE INDEX "incident_area_code_id_idx" ON "incident"("area_code", "id");

-- CreateIndex
CREATE INDEX "incident_state_id_idx" ON "incident"("state", "id");

-- CreateIndex
CREATE INDEX "incident_level_incident_id_area_code_id_idx" ON "incident_level"("incident_id", "area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "lot_number_key" ON "lot"("number");

-- CreateIndex
CREATE INDEX "lot_goods_id_expires_on_idx" ON "lot"("goods_id", "expires_on");

-- CreateIndex
CREATE INDEX "lot_source_kind_source_id_idx" ON "lot"("source_kind", "source_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_entry_reverses_id_key" ON "stock_entry"("reverses_id");

-- CreateIndex
CREATE INDEX "stock_entry_document_kind_document_id_idx" ON "stock_entry"("document_kind", "document_id");

-- CreateIndex
CREATE INDEX "stock_entry_lot_id_id_idx" ON "stock_entry"("lot_id", "id");

-- CreateIndex
CREATE INDEX "stock_entry_from_site_id_id_idx" ON "stock_entry"("from_site_id", "id");

-- CreateIndex
CREATE INDEX "stock_entry_to_site_id_id_idx" ON "stock_entry"("to_site_id", "id");

-- CreateIndex
CREATE INDEX "stock_entry_posting_id_idx" ON "stock_entry"("posting_id");

-- CreateIndex
CREATE INDEX "stock_balance_site_id_goods_id_idx" ON "stock_balance"("site_id", "goods_id");

-- CreateIndex
CREATE INDEX "stock_balance_goods_id_area_code_idx" ON "stock_balance"("goods_id", "area_code");

-- CreateIndex
CREATE INDEX "stock_balance_lot_id_idx" ON "stock_balance"("lot_id");

-- CreateIndex
CREATE INDEX "stock_balance_area_code_idx" ON "stock_balance"("area_code");

-- CreateIndex
CREATE INDEX "stock_reservation_document_kind_document_id_state_idx" ON "stock_reservation"("document_kind", "document_id", "state");

-- CreateIndex
CREATE INDEX "stock_reservation_place_id_lot_id_idx" ON "stock_reservation"("place_id", "lot_id");

-- CreateIndex
CREATE INDEX "stock_level_area_code_idx" ON "stock_level"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "person_username_key" ON "person"("username");

-- CreateIndex
CREATE UNIQUE INDEX "person_oidc_subject_key" ON "person"("oidc_subject");

-- CreateIndex
CREATE UNIQUE INDEX "person_invite_token_hash_key" ON "person"("invite_token_hash");

-- CreateIndex
CREATE INDEX "person_area_code_id_idx" ON "person"("area_code", "id");

-- CreateIndex
CREATE INDEX "assignment_person_id_idx" ON "assignment"("person_id");

-- CreateIndex
CREATE INDEX "assignment_area_code_role_idx" ON "assignment"("area_code", "role");

-- CreateIndex
CREATE INDEX "assignment_site_id_idx" ON "assignment"("site_id");

-- CreateIndex
CREATE INDEX "area_parent_code_idx" ON "area"("parent_code");

-- CreateIndex
CREATE INDEX "area_level_code_idx" ON "area"("level", "code");

-- CreateIndex
CREATE UNIQUE INDEX "site_code_key" ON "site"("code");

-- CreateIndex
CREATE INDEX "site_area_code_id_idx" ON "site"("area_code", "id");

-- CreateIndex
CREATE INDEX "site_kind_area_code_idx" ON "site"("kind", "area_code");

-- CreateIndex
CREATE INDEX "site_alias_site_id_idx" ON "site_alias"("site_id");

-- CreateIndex
CREATE INDEX "place_area_code_idx" ON "place"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "place_site_id_kind_zone_key" ON "place"("site_id", "kind", "zone");

-- CreateIndex
CREATE INDEX "event_document_kind_document_id_id_idx" ON "event"("document_kind", "document_id", "id");

-- CreateIndex
CREATE INDEX "event_area_code_id_idx" ON "event"("area_code", "id");

-- CreateIndex
CREATE INDEX "event_type_id_idx" ON "event"("type", "id");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- CreateIndex
CREATE INDEX "task_state_created_at_idx" ON "task"("state", "created_at");

-- CreateIndex
CREATE INDEX "task_created_by_id_id_idx" ON "task"("created_by_id", "id");

-- CreateIndex
CREATE INDEX "attachment_document_kind_document_id_idx" ON "attachment"("document_kind", "document_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_person_id_path_name_key" ON "saved_view"("person_id", "path", "name");

-- CreateIndex
CREATE UNIQUE INDEX "party_code_key" ON "party"("code");

-- CreateIndex
CREATE INDEX "party_area_code_id_idx" ON "party"("area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "party_kind_name_key" ON "party"("kind", "name");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_order_number_key" ON "purchase_order"("number");

-- CreateIndex
CREATE INDEX "purchase_order_area_code_id_idx" ON "purchase_order"("area_code", "id");

-- CreateIndex
CREATE INDEX "purchase_order_state_area_code_id_idx" ON "purchase_order"("state", "area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_order_id_area_code_key" ON "purchase_order"("id", "area_code");

-- CreateIndex
CREATE INDEX "purchase_order_line_area_code_idx" ON "purchase_order_line"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_order_line_order_id_position_key" ON "purchase_order_line"("order_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_number_key" ON "delivery"("number");

-- CreateIndex
CREATE INDEX "delivery_area_code_id_idx" ON "delivery"("area_code", "id");

-- CreateIndex
CREATE INDEX "delivery_state_area_code_id_idx" ON "delivery"("state", "area_code", "id");

-- CreateIndex
CREATE INDEX "delivery_site_id_id_idx" ON "delivery"("site_id", "id");

-- CreateIndex
CREATE INDEX "delivery_order_id_idx" ON "delivery"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_id_area_code_key" ON "delivery"("id", "area_code");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_line_import_row_id_key" ON "delivery_line"("import_row_id");

-- CreateIndex
CREATE INDEX "delivery_line_area_code_idx" ON "delivery_line"("area_code");

-- CreateIndex
CREATE INDEX "delivery_line_goods_id_idx" ON "delivery_line"("goods_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_line_delivery_id_position_key" ON "delivery_line"("delivery_id", "position");

-- CreateIndex
CREATE INDEX "inspection_split_line_id_idx" ON "inspection_split"("line_id");

-- CreateIndex
CREATE INDEX "inspection_split_area_code_idx" ON "inspection_split"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "stocktake_number_key" ON "stocktake"("number");

-- CreateIndex
CREATE INDEX "stocktake_area_code_id_idx" ON "stocktake"("area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "stocktake_id_area_code_key" ON "stocktake"("id", "area_code");

-- CreateIndex
CREATE INDEX "stocktake_line_area_code_idx" ON "stocktake_line"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "stocktake_line_stocktake_id_place_id_lot_id_key" ON "stocktake_line"("stocktake_id", "place_id", "lot_id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_adjustment_number_key" ON "stock_adjustment"("number");

-- CreateIndex
CREATE INDEX "stock_adjustment_area_code_id_idx" ON "stock_adjustment"("area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_order_number_key" ON "transfer_order"("number");

-- CreateIndex
CREATE INDEX "transfer_order_from_area_code_id_idx" ON "transfer_order"("from_area_code", "id");

-- CreateIndex
CREATE INDEX "transfer_order_to_area_code_id_idx" ON "transfer_order"("to_area_code", "id");

-- CreateIndex
CREATE INDEX "transfer_order_state_id_idx" ON "transfer_order"("state", "id");

-- CreateIndex
CREATE INDEX "transfer_order_from_site_id_state_id_idx" ON "transfer_order"("from_site_id", "state", "id");

-- CreateIndex
CREATE INDEX "transfer_order_to_site_id_state_id_idx" ON "transfer_order"("to_site_id", "state", "id");

-- CreateIndex
CREATE INDEX "transfer_order_plan_id_idx" ON "transfer_order"("plan_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_order_id_from_area_code_to_area_code_key" ON "transfer_order"("id", "from_area_code", "to_area_code");

-- CreateIndex
CREATE INDEX "transfer_line_demand_line_id_idx" ON "transfer_line"("demand_line_id");

-- CreateIndex
CREATE INDEX "transfer_line_from_area_code_idx" ON "transfer_line"("from_area_code");

-- CreateIndex
CREATE INDEX "transfer_line_to_area_code_idx" ON "transfer_line"("to_area_code");

-- CreateIndex
CREATE UNIQUE INDEX "transfer_line_transfer_id_position_key" ON "transfer_line"("transfer_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "vehicle_plate_key" ON "vehicle"("plate");

-- CreateIndex
CREATE INDEX "vehicle_area_code_id_idx" ON "vehicle"("area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_number_key" ON "shipment"("number");

-- CreateIndex
CREATE INDEX "shipment_from_area_code_id_idx" ON "shipment"("from_area_code", "id");

-- CreateIndex
CREATE INDEX "shipment_to_area_code_id_idx" ON "shipment"("to_area_code", "id");

-- CreateIndex
CREATE INDEX "shipment_state_id_idx" ON "shipment"("state", "id");

-- CreateIndex
CREATE INDEX "shipment_transfer_id_idx" ON "shipment"("transfer_id");

-- CreateIndex
CREATE INDEX "shipment_driver_id_state_idx" ON "shipment"("driver_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_id_from_area_code_to_area_code_key" ON "shipment"("id", "from_area_code", "to_area_code");

-- CreateIndex
CREATE INDEX "shipment_line_transfer_line_id_idx" ON "shipment_line"("transfer_line_id");

-- CreateIndex
CREATE INDEX "shipment_line_from_area_code_idx" ON "shipment_line"("from_area_code");

-- CreateIndex
CREATE INDEX "shipment_line_to_area_code_idx" ON "shipment_line"("to_area_code");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_line_shipment_id_position_key" ON "shipment_line"("shipment_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "carton_sscc_key" ON "carton"("sscc");

-- CreateIndex
CREATE INDEX "carton_shipment_id_idx" ON "carton"("shipment_id");

-- CreateIndex
CREATE UNIQUE INDEX "handover_shipment_id_key" ON "handover"("shipment_id");

-- CreateIndex
CREATE UNIQUE INDEX "discrepancy_number_key" ON "discrepancy"("number");

-- CreateIndex
CREATE INDEX "discrepancy_from_area_code_id_idx" ON "discrepancy"("from_area_code", "id");

-- CreateIndex
CREATE INDEX "discrepancy_to_area_code_id_idx" ON "discrepancy"("to_area_code", "id");

-- CreateIndex
CREATE INDEX "discrepancy_state_due_at_idx" ON "discrepancy"("state", "due_at");

-- AddForeignKey
ALTER TABLE "allocation_plan" ADD CONSTRAINT "allocation_plan_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_plan" ADD CONSTRAINT "allocation_plan_supersedes_id_fkey" FOREIGN KEY ("supersedes_id") REFERENCES "allocation_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_plan_id_area_code_fkey" FOREIGN KEY ("plan_id", "area_code") REFERENCES "allocation_plan"("id", "area_code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_demand_line_id_fkey" FOREIGN KEY ("demand_line_id") REFERENCES "demand_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_from_site_id_fkey" FOREIGN KEY ("from_site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_to_site_id_fkey" FOREIGN KEY ("to_site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_category" ADD CONSTRAINT "goods_category_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "goods_category"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods" ADD CONSTRAINT "goods_category_code_fkey" FOREIGN KEY ("category_code") REFERENCES "goods_category"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods" ADD CONSTRAINT "goods_base_unit_fkey" FOREIGN KEY ("base_unit") REFERENCES "unit"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pack" ADD CONSTRAINT "pack_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitution" ADD CONSTRAINT "substitution_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitution" ADD CONSTRAINT "substitution_substitute_id_fkey" FOREIGN KEY ("substitute_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goods_alias" ADD CONSTRAINT "goods_alias_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_request" ADD CONSTRAINT "demand_request_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_request" ADD CONSTRAINT "demand_request_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_request" ADD CONSTRAINT "demand_request_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "demand_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_line" ADD CONSTRAINT "demand_line_demand_id_area_code_fkey" FOREIGN KEY ("demand_id", "area_code") REFERENCES "demand_request"("id", "area_code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_line" ADD CONSTRAINT "demand_line_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demand_confirmation" ADD CONSTRAINT "demand_confirmation_demand_id_fkey" FOREIGN KEY ("demand_id") REFERENCES "demand_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_level" ADD CONSTRAINT "incident_level_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_level" ADD CONSTRAINT "incident_level_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_entry" ADD CONSTRAINT "stock_entry_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_entry" ADD CONSTRAINT "stock_entry_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_entry" ADD CONSTRAINT "stock_entry_from_place_id_fkey" FOREIGN KEY ("from_place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_entry" ADD CONSTRAINT "stock_entry_to_place_id_fkey" FOREIGN KEY ("to_place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_balance" ADD CONSTRAINT "stock_balance_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_balance" ADD CONSTRAINT "stock_balance_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_balance" ADD CONSTRAINT "stock_balance_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_balance" ADD CONSTRAINT "stock_balance_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_reservation" ADD CONSTRAINT "stock_reservation_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_level_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area" ADD CONSTRAINT "area_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "area"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site_alias" ADD CONSTRAINT "site_alias_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_order_id_area_code_fkey" FOREIGN KEY ("order_id", "area_code") REFERENCES "purchase_order"("id", "area_code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase_order_line" ADD CONSTRAINT "purchase_order_line_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "purchase_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_line" ADD CONSTRAINT "delivery_line_delivery_id_area_code_fkey" FOREIGN KEY ("delivery_id", "area_code") REFERENCES "delivery"("id", "area_code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_line" ADD CONSTRAINT "delivery_line_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_split" ADD CONSTRAINT "inspection_split_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "delivery_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_split" ADD CONSTRAINT "inspection_split_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stocktake" ADD CONSTRAINT "stocktake_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stocktake_line" ADD CONSTRAINT "stocktake_line_stocktake_id_area_code_fkey" FOREIGN KEY ("stocktake_id", "area_code") REFERENCES "stocktake"("id", "area_code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stocktake_line" ADD CONSTRAINT "stocktake_line_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stocktake_line" ADD CONSTRAINT "stocktake_line_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_adjustment" ADD CONSTRAINT "stock_adjustment_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_adjustment" ADD CONSTRAINT "stock_adjustment_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_adjustment" ADD CONSTRAINT "stock_adjustment_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_order" ADD CONSTRAINT "transfer_order_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_order" ADD CONSTRAINT "transfer_order_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "allocation_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_order" ADD CONSTRAINT "transfer_order_from_site_id_fkey" FOREIGN KEY ("from_site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_order" ADD CONSTRAINT "transfer_order_to_site_id_fkey" FOREIGN KEY ("to_site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_order" ADD CONSTRAINT "transfer_order_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "transfer_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_line" ADD CONSTRAINT "transfer_line_transfer_id_from_area_code_to_area_code_fkey" FOREIGN KEY ("transfer_id", "from_area_code", "to_area_code") REFERENCES "transfer_order"("id", "from_area_code", "to_area_code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_line" ADD CONSTRAINT "transfer_line_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_line" ADD CONSTRAINT "transfer_line_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_line" ADD CONSTRAINT "transfer_line_demand_line_id_fkey" FOREIGN KEY ("demand_line_id") REFERENCES "demand_line"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_transfer_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "transfer_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_from_site_id_fkey" FOREIGN KEY ("from_site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_to_site_id_fkey" FOREIGN KEY ("to_site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_vehicle_id_fkey" FOREIGN KEY ("vehicle_id") REFERENCES "vehicle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_driver_id_fkey" FOREIGN KEY ("driver_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_shipment_id_from_area_code_to_area_code_fkey" FOREIGN KEY ("shipment_id", "from_area_code", "to_area_code") REFERENCES "shipment"("id", "from_area_code", "to_area_code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_transfer_line_id_fkey" FOREIGN KEY ("transfer_line_id") REFERENCES "transfer_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "carton" ADD CONSTRAINT "carton_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy" ADD CONSTRAINT "discrepancy_shipment_id_fkey" FOREIGN KEY ("shipment_id") REFERENCES "shipment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy" ADD CONSTRAINT "discrepancy_goods_id_fkey" FOREIGN KEY ("goods_id") REFERENCES "goods"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discrepancy" ADD CONSTRAINT "discrepancy_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
