/** What an owner wrote about a channel in a past review; `weeksAgo` is 0 for the last complete week. */
export type DemoNarrative = {
  weeksAgo: number
  channelKey: string
  userId: string
  happened: string
  because: string
  next: string
}

/** The words of the last reviews. Content's owner missed one of them, as people do. */
export const narratives: DemoNarrative[] = [
  {
    weeksAgo: 1,
    channelKey: 'paid-search',
    userId: 'U0PRIYA',
    happened: 'Another week under €1,000 per customer. Generic carries it, Brand is flat.',
    because: 'The forecast landing page went live on Generic and the sales team calls those leads the same day.',
    next: 'Give Generic 5 % more and take it from Competitor, where clicks have been dear since October.',
  },
  {
    weeksAgo: 1,
    channelKey: 'paid-social',
    userId: 'U0SAM',
    happened: 'Leads cost more than a week ago although we spent about the same.',
    because:
      'CPM is up, I think the other tools have started their November offers. founder-video-3 also clicks less than it did.',
    next: 'Watch CPM for one more week, brief two new prospecting creatives, keep calculator-1 running.',
  },
  {
    weeksAgo: 1,
    channelKey: 'retargeting',
    userId: 'U0SAM',
    happened: 'We raised the budget again and got hardly more leads for it.',
    because:
      'The audience is only as big as the traffic in front of it. I believe we show the same people the same ads.',
    next: 'Hold the budget and check frequency before the next step.',
  },
  {
    weeksAgo: 1,
    channelKey: 'partners',
    userId: 'U0MARA',
    happened: 'Steady. The review sites bring two thirds of the leads, newsletters the rest.',
    because: 'No changes on our side; the top-ten list moved us from place four to three.',
    next: 'Agree the December placements with growth-letter by Wednesday.',
  },
  {
    weeksAgo: 1,
    channelKey: 'content',
    userId: 'U0JO',
    happened: 'The SaaS benchmark brings the most leads, the hiring guide hardly any.',
    because: 'Benchmarks answer what people search for at budget time.',
    next: 'Stop the hiring guide, write a benchmark on payback.',
  },
  {
    weeksAgo: 2,
    channelKey: 'paid-search',
    userId: 'U0PRIYA',
    happened: 'Under target again, with a little more spend.',
    because: 'The new sitelinks lift the click rate on Features, conversion is unchanged.',
    next: 'Roll the sitelinks out to Generic.',
  },
  {
    weeksAgo: 2,
    channelKey: 'paid-social',
    userId: 'U0SAM',
    happened: 'A calm week, cost per lead where it has been all autumn.',
    because: 'Nothing was changed. calculator-1 started well, founder-video-3 is slowing down.',
    next: 'Move a tenth of the money from founder-video-3 to calculator-1.',
  },
  {
    weeksAgo: 2,
    channelKey: 'retargeting',
    userId: 'U0SAM',
    happened: 'Spend up, customers about level.',
    because: 'We are reaching people more often, not more people.',
    next: 'Try a shorter window of 14 days on the pricing page.',
  },
  {
    weeksAgo: 2,
    channelKey: 'partners',
    userId: 'U0MARA',
    happened: 'Good leads from finance-letter, the coupon page brings the weakest ones.',
    because: 'Coupon readers look for a discount and not for a planning tool.',
    next: 'Ask sales which coupon leads became opportunities before we renew.',
  },
  {
    weeksAgo: 3,
    channelKey: 'paid-search',
    userId: 'U0PRIYA',
    happened: 'Normal week. Competitor clicks got dearer, the other campaigns held.',
    because: 'One competitor bids on its own name again.',
    next: 'Cap the bids on Competitor.',
  },
  {
    weeksAgo: 3,
    channelKey: 'paid-social',
    userId: 'U0SAM',
    happened: 'On target. calculator-1 is live and already clicks better than the carousel.',
    because: 'It gives something before it asks for something.',
    next: 'Leave it alone until it has two weeks of data.',
  },
  {
    weeksAgo: 3,
    channelKey: 'retargeting',
    userId: 'U0SAM',
    happened: 'Budget raised by another step as planned.',
    because: 'We had room under the CAC target and wanted the volume before Christmas.',
    next: 'Compare customers per thousand euros with September.',
  },
  {
    weeksAgo: 3,
    channelKey: 'partners',
    userId: 'U0MARA',
    happened: 'A little fewer leads than usual.',
    because: 'One newsletter skipped its issue because of the holiday.',
    next: 'Nothing; it is back next week.',
  },
  {
    weeksAgo: 3,
    channelKey: 'content',
    userId: 'U0JO',
    happened: 'More traffic, the same number of leads.',
    because: 'The extra readers came from a placement that does not fit us.',
    next: 'Exclude that placement and see.',
  },
]
