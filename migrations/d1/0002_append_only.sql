-- Rendered from server/platform/database/migrations by render-d1.ts there; not edited by hand.

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER consent_no_update BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER consent_no_delete BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER purchase_no_update BEFORE UPDATE ON purchase BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER purchase_no_delete BEFORE DELETE ON purchase BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER purchase_line_no_update BEFORE UPDATE ON purchase_line BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER purchase_line_no_delete BEFORE DELETE ON purchase_line BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER purchase_void_no_update BEFORE UPDATE ON purchase_void BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER purchase_void_no_delete BEFORE DELETE ON purchase_void BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER refund_no_update BEFORE UPDATE ON refund BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER ladder_version_no_update BEFORE UPDATE ON ladder_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER ladder_version_no_delete BEFORE DELETE ON ladder_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER rank_change_no_update BEFORE UPDATE ON rank_change BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER rank_change_no_delete BEFORE DELETE ON rank_change BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER programme_version_no_update BEFORE UPDATE ON programme_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER programme_version_no_delete BEFORE DELETE ON programme_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER chat_version_no_update BEFORE UPDATE ON chat_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER chat_version_no_delete BEFORE DELETE ON chat_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER reach_version_no_update BEFORE UPDATE ON reach_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER reach_version_no_delete BEFORE DELETE ON reach_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER automation_version_no_update BEFORE UPDATE ON automation_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER automation_version_no_delete BEFORE DELETE ON automation_version BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER automation_send_no_update BEFORE UPDATE ON automation_send BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER automation_send_no_delete BEFORE DELETE ON automation_send BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER coupon_change_no_update BEFORE UPDATE OF member_coupon_id, nth, kind, coupon_id, member_id, store_id, till_id, actor, purchase_id, yen, points, business_date, at_ms ON coupon_change BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER coupon_change_no_rewording BEFORE UPDATE OF reason ON coupon_change WHEN NEW.reason IS NOT NULL BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER coupon_change_no_delete BEFORE DELETE ON coupon_change BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER stamp_entry_no_update BEFORE UPDATE OF member_id, card_id, seq, entry_id, round, version, kind, stamps, count_after, reached, status, purchase_id, store_id, actor, business_date, at_ms ON stamp_entry BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER stamp_entry_no_rewording BEFORE UPDATE OF reason ON stamp_entry WHEN NEW.reason IS NOT NULL BEGIN SELECT RAISE(ABORT, 'append_only'); END;

CREATE TRIGGER stamp_entry_no_delete BEFORE DELETE ON stamp_entry BEGIN SELECT RAISE(ABORT, 'append_only'); END;

INSERT INTO migration (name, applied_at_ms) VALUES ('0002-append-only', CAST(unixepoch('subsec') * 1000 AS INTEGER));
