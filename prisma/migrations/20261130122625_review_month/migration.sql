-- AlterTable
ALTER TABLE "review" ADD COLUMN     "month" JSONB;
