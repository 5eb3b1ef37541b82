-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "monthly_budget" DECIMAL(18,2);

-- AlterTable
ALTER TABLE "team" ADD COLUMN     "gross_margin" DECIMAL(9,6),
ADD COLUMN     "horizon_months" INTEGER NOT NULL DEFAULT 36,
ADD COLUMN     "monthly_churn" DECIMAL(9,6),
ADD COLUMN     "monthly_revenue" DECIMAL(18,2),
ADD COLUMN     "other_cost" DECIMAL(18,2),
ADD COLUMN     "pace_alert" DECIMAL(5,4) NOT NULL DEFAULT 0.2,
ADD COLUMN     "pace_warn" DECIMAL(5,4) NOT NULL DEFAULT 0.1,
ADD COLUMN     "payback_target" DECIMAL(6,1);
